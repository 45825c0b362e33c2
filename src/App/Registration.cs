using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Npgsql;
using Wardwise.App.Access;
using Wardwise.App.Data;

namespace Wardwise.App;

/// <summary>Where an instance keeps what is not in the database: attachments, keys, anchors.</summary>
public sealed record InstanceHome(string Path)
{
    public string Attachments => System.IO.Path.Combine(Path, "attachments");

    public string Keys => System.IO.Path.Combine(Path, "keys");

    public string Anchors => System.IO.Path.Combine(Path, "anchors");
}

public static class Registration
{
    private const string MostConnections = "Maximum Pool Size";
    private const int UsualConnections = 16;

    /// <summary>Registers the application: the database, and every use case (a sealed class of an area with a <c>Run</c>).</summary>
    /// <param name="services">The container.</param>
    /// <param name="connectionString">Of the role that owns nothing.</param>
    /// <param name="home">What the instance keeps beside the database.</param>
    public static IServiceCollection AddWardwise(this IServiceCollection services, string connectionString, InstanceHome home)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(home);
        // Planning the joins under row-level security costs more than running them: statements are prepared. Each connection learns them
        // for itself, so there are few: a request waits for one a shorter time than a new one would take to learn. Nothing is ever set for
        // longer than a transaction, so nothing is reset between two.
        var prepared = new NpgsqlConnectionStringBuilder(connectionString)
        {
            MaxAutoPrepare = 300,
            AutoPrepareMinUsages = 1,
            NoResetOnClose = true,
        };
        if (!prepared.ContainsKey(MostConnections))
        {
            prepared[MostConnections] = UsualConnections;
        }

        services.AddSingleton(_ => NpgsqlDataSource.Create(prepared.ConnectionString));
        services.AddSingleton<Database>();
        services.AddSingleton<Actors>();
        services.AddSingleton<Places.PlaceIndexes>();
        services.AddSingleton<Problems.PlacePanels>();
        services.AddSingleton<Problems.Measurement>();
        services.AddSingleton<Problems.Foresight>();
        services.AddSingleton<Problems.WarningModels>();
        services.AddSingleton<Problems.Lexicons>();
        services.AddSingleton<Problems.Vocabularies>();
        services.AddSingleton<Problems.Finder>();
        services.AddSingleton<Problems.Indexer>();
        services.AddSingleton<FormsSent>();
        services.AddSingleton<Problems.SimilarProblems>();
        services.AddSingleton<AnchorBook>();
        services.AddSingleton<Jobs.JobQueue>();
        services.AddSingleton<Jobs.JobRunner>();
        services.AddSingleton<Accounts.AccountBook>();
        services.Configure<IdentityOptions>(Accounts.AccountRules.Configure);
        services.AddSingleton<ILookupNormalizer, UpperInvariantLookupNormalizer>();
        services.AddSingleton<IPasswordHasher<Accounts.Account>, PasswordHasher<Accounts.Account>>();
        foreach (var useCase in UseCases)
        {
            services.TryAddTransient(useCase);
        }

        return services;
    }

    /// <summary>Every use case, found by its shape.</summary>
    public static IEnumerable<Type> UseCases =>
        typeof(Registration)
            .Assembly.GetTypes()
            .Where(t => t is { IsPublic: true, IsClass: true, IsSealed: true } && t.GetMethod("Run") is not null && !t.IsAbstract);
}
