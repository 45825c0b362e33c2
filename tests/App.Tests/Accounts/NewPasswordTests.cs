using Wardwise.App.Access;
using Wardwise.App.Accounts;
using Wardwise.Domain.Accounts;
using Wardwise.Testing;

namespace Wardwise.App.Tests.Accounts;

/// <summary>A password is one that others do not try first.</summary>
public sealed class NewPasswordTests
{
    private static readonly Account Sam = new() { Name = "Sam Greenwood", Email = "s.greenwood@wealdshire.police.example" };

    [Theory]
    [InlineData("password1234")]
    [InlineData("Password12345!")]
    [InlineData("P@ssw0rd1234")]
    [InlineData("drowssap1234")]
    [InlineData("passwordpassword")]
    [InlineData("qwertyuiop12")]
    [InlineData("1qaz2wsx3edc")]
    [InlineData("zaq12wsxcde3")]
    [InlineData("abcdefghijkl")]
    [InlineData("123456789012")]
    [InlineData("abcabcabcabcde")]
    [InlineData("monkeymonkey1")]
    [InlineData("letmein20262026")]
    [InlineData("Summer2026!!")]
    [InlineData("Liverpool1892")]
    [InlineData("sunshine-sunshine")]
    [InlineData("iloveyou12345")]
    [InlineData("charlie-1984")]
    [InlineData("football football")]
    [InlineData("ｐａｓｓｗｏｒｄ１２３４")]
    [InlineData("Ｐássword１2345!")]
    [InlineData("p a s s w o r d 1 2 3 4")]
    [InlineData("pass\u200Bword1234")]
    [InlineData("pass\u3000word\u3000 1234")]
    public void WhatManyPeopleUse_IsEasyToGuess(string password) =>
        Assert.StartsWith("This password is easy to guess", Sentence(password), StringComparison.Ordinal);

    [Theory]
    [InlineData("SamGreenwood7")]
    [InlineData("sam-greenwood-zebra-9")]
    [InlineData("Greenwood!Greenwood?")]
    [InlineData("s.greenwood@wealdshire.police.example")]
    [InlineData("Wealdshire-Police-5")]
    [InlineData("ashmoor council tax 9")]
    [InlineData("Wardwise#Ward9se")]
    [InlineData("Bandley Hill 2026")]
    [InlineData("bandleyhill-bandleyhill")]
    [InlineData("Ｂａｎｄｌｅｙ Hill team")]
    [InlineData("w a r d w i s e  w a r d w i s e")]
    [InlineData("wardwise-lorry-umbrella")]
    public void WhatIsKnownOfItsOwner_IsRefused(string password) =>
        Assert.StartsWith("This password is made of your name", Sentence(password), StringComparison.Ordinal);

    [Theory]
    [InlineData("a long enough passphrase")]
    [InlineData("three other words")]
    [InlineData("correct horse battery staple")]
    [InlineData("k7wm-9qxd-ah2n-zz4p")]
    [InlineData("lorry umbrella seventeen")]
    [InlineData("wet green woods of autumn")]
    [InlineData("048263951746")]
    [InlineData("żółta łódka płynie")]
    public void ThreeWordsThatHaveNothingToDoWithEachOther_WillDo(string password) => Assert.Null(Sentence(password));

    [Fact]
    public void EveryOneTimePassword_WillDo() => Assert.All(Enumerable.Range(0, 200), _ => Assert.Null(Sentence(OneTimePassword.Make())));

    [Fact]
    public void AVeryLongPassword_IsLookedAtToTheEndOfWhatMatters() =>
        Assert.Null(Sentence(string.Concat(Enumerable.Repeat("lorry umbrella ", 500))));

    [Fact]
    public async Task AnAccountWithAnEasyPassword_IsNotAdded_AndOneIsNotChangedToIt()
    {
        await using var station = await Station.Create();
        foreach (var easy in new[] { "password1234", "ashmoor-council-1" })
        {
            var added = await station
                .Get<AddAccount>()
                .Run(
                    station.Owner,
                    new()
                    {
                        Email = "new@wealdshire.example",
                        Name = "Somebody New",
                        AgencyId = station.CouncilId,
                        Role = Role.Partner,
                        Password = easy,
                    },
                    default
                );
            Assert.Equal("Password", Assert.Single(added.Refusals).Field);
            var link = await station.Get<IssueResetLink>().Run(station.Owner, station.AccountOf(Role.Partner), default);
            Task<Domain.Shared.Outcome<SetPassword.Changed>> Set(string password) =>
                station
                    .Get<SetPassword>()
                    .Run(
                        Actor.Nobody,
                        new()
                        {
                            Secret = link.Value,
                            NewPassword = password,
                            Again = password,
                        },
                        SignInSource.CommandLine,
                        default
                    );
            Assert.Equal("NewPassword", Assert.Single((await Set(easy)).Refusals).Field);
            Assert.True((await Set("three other words")).Done);
        }
    }

    private static string? Sentence(string password) =>
        NewPassword.Sentence(Sam, ["Wealdshire Police", "Ashmoor Council", "Bandley Hill"], password);
}
