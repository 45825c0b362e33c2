using System.CommandLine;
using Wardwise.App.Data;

namespace Wardwise.Web.Commands;

internal sealed class MigrateVerb : IVerb
{
    public Command Build()
    {
        var migrate = new Command("migrate", "Bring the database's schema up to date.");
        migrate.SetAction(
            async (parsed, cancel) =>
            {
                await using var instance = await WardwiseInstance.Open(InstanceOptions.FromEnvironment(), cancel);
                var applied = await Migrator.Run(instance.OwnerConnectionString, cancel);
                return Answer.Give<Migrated>(
                    parsed,
                    new Migrated(applied),
                    m => m.Applied.Count == 0 ? "Up to date." : "Applied: " + string.Join(", ", m.Applied)
                );
            }
        );
        return migrate;
    }

    internal sealed record Migrated(IReadOnlyList<string> Applied);
}
