using Microsoft.EntityFrameworkCore;
using Wardwise.App.Data;
using Wardwise.Domain.Sharing;

namespace Wardwise.App.Sharing;

internal sealed class SharingTables : ITables
{
    public void Map(ModelBuilder model)
    {
        model.Entity<Share>();
        model.Entity<Agreement>(e =>
        {
            e.HasKey(a => a.RecordId);
            e.HasMany(a => a.Parties).WithOne().HasForeignKey(p => p.RecordId);
        });
        model.Entity<AgreementParty>().HasKey(p => new { p.RecordId, p.AgencyId });
    }
}
