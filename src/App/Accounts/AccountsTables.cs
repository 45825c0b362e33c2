using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.Domain.Accounts;

namespace Wardwise.App.Accounts;

internal sealed class AccountsTables : ITables
{
    public void Map(ModelBuilder model)
    {
        model.Entity<Force>();
        model.Entity<Agency>();
        model.Entity<Team>();
        model.Entity<Posting>();
        model.Entity<Session>().HasAnnotation(ChangeHistory.LeftOut, true);
        model.Entity<PasswordReset>().HasAnnotation(ChangeHistory.HangsOn, nameof(PasswordReset.AccountId));
        model.Entity<Account>(e =>
        {
            e.ToTable("account");
            e.HasKey(a => a.Id);
            e.Property(a => a.UserName).IsRequired();
            e.Property(a => a.NormalizedUserName).IsRequired();
            e.Property(a => a.Email).IsRequired();
            e.Property(a => a.NormalizedEmail).IsRequired();
        });
        model.Entity<IdentityUserClaim<Guid>>(e => e.ToTable("account_claim").HasKey(c => c.Id));
        model.Entity<IdentityUserLogin<Guid>>(e => e.ToTable("account_login").HasKey(l => new { l.LoginProvider, l.ProviderKey }));
        model.Entity<IdentityUserToken<Guid>>(e =>
            e.ToTable("account_token")
                .HasKey(t => new
                {
                    t.UserId,
                    t.LoginProvider,
                    t.Name,
                })
        );
    }
}
