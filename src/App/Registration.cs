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

    /// <summary>How the name of an attachment begins whose bytes are still coming in.</summary>
    internal const string Unfinished = "new-";

    public string Keys => System.IO.Path.Combine(Path, "keys");

    public string Anchors => System.IO.Path.Combine(Path, "anchors");

    /// <summary>What is being uploaded at this moment.</summary>
    public string Uploads => System.IO.Path.Combine(Path, "uploads");
}

public static class Registration
{
    private const string MostConnections = "Maximum Pool Size";
    private const int UsualConnections = 16;

    /// <summary>Registers the application: the database, and every use case (a sealed class of an area with a <c>Run</c>).</summary>
    /// <param name="services">The container.</param>
    /// <param name="logins">How it connects.</param>
    /// <param name="home">What the instance keeps beside the database.</param>
    public static IServiceCollection AddWardwise(this IServiceCollection services, Logins logins, InstanceHome home)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(home);
        services.TryAddSingleton(_ => SealingCertificate.FromEnvironment());
        services.AddSingleton(_ => NpgsqlDataSource.Create(Prepared(logins.App)));
        services.AddSingleton(s => new Upkeep(NpgsqlDataSource.Create(Prepared(logins.Upkeep)), s.GetRequiredService<TimeProvider>()));
        services.AddSingleton<Database>();
        services.AddSingleton<Actors>();
        services.AddSingleton<Places.PlaceIndexes>();
        services.AddSingleton<Measuring.PlacePanels>();
        services.AddSingleton<Measuring.Measurement>();
        services.AddSingleton<Measuring.Foresight>();
        services.AddSingleton<Warnings.WarningModels>();
        services.AddSingleton<Search.Lexicons>();
        services.AddSingleton<Search.Vocabularies>();
        services.AddSingleton<Search.Finder>();
        services.AddSingleton<Search.Indexer>();
        services.AddSingleton<Search.SimilarProblems>();
        services.AddSingleton<FormsSent>();
        services.AddSingleton<Records.RecordDesk>();
        services.AddSingleton<Records.AttachmentFolder>();
        services.AddSingleton<AnchorBook>();
        services.AddSingleton(logins);
        services.AddSingleton<SchemaCheck>();
        services.AddSingleton<AttachmentCheck>();
        services.AddSingleton<Jobs.JobQueue>();
        services.AddSingleton<Jobs.JobRunner>();
        services.AddSingleton<Accounts.AccountBook>();
        services.AddSingleton<Accounts.PasswordCheck>();
        services.AddSingleton<Accounts.TryCounts>();
        services.AddSingleton<Records.EverybodyIsInvented>(() => Demonstration.DemonstrationMark.Of(home) is not null);
        services.Configure<IdentityOptions>(Accounts.AccountRules.Configure);
        services.AddSingleton<ILookupNormalizer, UpperInvariantLookupNormalizer>();
        services.AddSingleton<IPasswordHasher<Accounts.Account>, PasswordHasher<Accounts.Account>>();
        Every<Imports.ITakesBack>(services);
        Every<Imports.IFollowsImport>(services);
        foreach (var useCase in UseCases)
        {
            services.TryAddTransient(useCase);
        }

        return services;
    }

    /// <summary>Registers every class that does this, so that an area can ask what comes after it without knowing it.</summary>
    private static void Every<T>(IServiceCollection services)
    {
        foreach (var type in typeof(Registration).Assembly.GetTypes().Where(t => t.IsClass && t.IsAssignableTo(typeof(T))))
        {
            services.AddTransient(typeof(T), type);
        }
    }

    /// <summary>Every use case, found by its shape.</summary>
    public static IEnumerable<Type> UseCases => typeof(Registration).Assembly.GetExportedTypes().Where(IsUseCase);

    internal static bool IsUseCase(Type type) =>
        type is { IsClass: true, IsSealed: true, IsAbstract: false } && type.GetMethod("Run") is not null;

    private static string Prepared(string connectionString)
    {
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

        return prepared.ConnectionString;
    }
}
