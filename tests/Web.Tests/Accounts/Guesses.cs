using Npgsql;
using Wardwise.Domain.Accounts;
using Wardwise.Testing;

namespace Wardwise.Web.Tests.Accounts;

/// <summary>What the tests of guessing share: guesses, one or many at once, and what the database holds after them.</summary>
internal static class Guesses
{
    public const string Nobody = "nobody@wealdshire.example";

    public static string Officer => Station.EmailOf(Role.Officer);

    public static async Task TrySignIn(Browsing browser, string email, string password, string? cookie = null)
    {
        await browser.Open("/sign-in");
        if (cookie is not null)
        {
            browser.Keep(cookie);
        }

        await browser.Send(new() { ["Input.Email"] = email, ["Input.Password"] = password });
    }

    public static List<KeyValuePair<string, string>> Fields(Browsing browser) =>
        [
            .. browser
                .Page.QuerySelectorAll("main form input[type=hidden]")
                .Select(i => KeyValuePair.Create(i.GetAttribute("name")!, i.GetAttribute("value") ?? "")),
        ];

    public static Task AtOnce(WebStation web, int many, Func<int, string> from, params string[] emails) =>
        Task.WhenAll(
            Enumerable
                .Range(1, many)
                .Select(async n =>
                {
                    using var stranger = web.Browse(from(n));
                    await TrySignIn(stranger, emails[n % emails.Length], $"guess {n} of many");
                    Assert.Equal("/sign-in", stranger.Address);
                })
        );

    public static async Task AtOnce(Browsing browser, int many, string email)
    {
        await browser.Open("/sign-in");
        var form = Fields(browser);
        await Task.WhenAll(
            Enumerable
                .Range(1, many)
                .Select(async n =>
                {
                    using var content = new FormUrlEncodedContent([
                        .. form,
                        new("Input.Email", email),
                        new("Input.Password", $"guess {n}"),
                    ]);
                    using var answer = await browser.Raw(HttpMethod.Post, "/sign-in", content);
                })
        );
    }

    public static async Task<long> Number(WebStation web, string sql)
    {
        await using var command = Command(web, sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    public static NpgsqlCommand Command(WebStation web, string sql) =>
        NpgsqlDataSource.Create(web.Station.OwnerConnectionString + ";Pooling=false").CreateCommand(sql);

    public static async Task SignOut(Browsing browser)
    {
        await browser.Open("/account");
        await browser.Send([], "form[action='/sign-out']");
    }
}
