using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Wardwise.App.Accounts;

namespace Wardwise.Web.Tests.Accounts;

/// <summary>The hasher of the product, which tells how often it was asked and about whose password.</summary>
internal sealed class CountingHasher(IOptions<PasswordHasherOptions> options) : IPasswordHasher<Account>
{
    private readonly PasswordHasher<Account> _hasher = new(options);
    private int _compared;
    private int _comparedWithSomebodys;

    public int Compared => _compared;

    /// <summary>Without the comparisons for an account that is not there.</summary>
    public int ComparedWithSomebodys => _comparedWithSomebodys;

    public static void Install(IServiceCollection services)
    {
        services.AddSingleton<CountingHasher>();
        services.Replace(ServiceDescriptor.Singleton<IPasswordHasher<Account>>(s => s.GetRequiredService<CountingHasher>()));
    }

    public string HashPassword(Account user, string password) => _hasher.HashPassword(user, password);

    public PasswordVerificationResult VerifyHashedPassword(Account user, string hashedPassword, string providedPassword)
    {
        Interlocked.Increment(ref _compared);
        if (user.Id != Guid.Empty)
        {
            Interlocked.Increment(ref _comparedWithSomebodys);
        }

        return _hasher.VerifyHashedPassword(user, hashedPassword, providedPassword);
    }
}
