using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Wardwise.App;
using Wardwise.App.Access;
using Wardwise.App.Accounts;
using Wardwise.App.Data;
using Wardwise.App.Jobs;
using Wardwise.Domain.Accounts;

namespace Wardwise.Testing;

/// <summary>
/// A small station on a database of its own: a force, its police agency with a team, a council, and somebody in each role.
/// Everything in it was made through use cases.
/// </summary>
public sealed class Station : IAsyncDisposable
{
    public const string Password = "a long enough passphrase";

    private static readonly Lazy<Task<Seed>> Seeded = new(Sow);

    private readonly PrivateDatabase _database;
    private readonly ServiceProvider _services;
    private readonly Seed _seed;

    private Station(PrivateDatabase database, SettableClock clock, Seed seed)
    {
        (_database, Clock, _seed) = (database, clock, seed);
        Home = Directory.CreateTempSubdirectory("wardwise-station-").FullName;
        _services = Services(database, Home, clock);
    }

    public string Home { get; }

    public SettableClock Clock { get; }

    public Logins Logins => _database.Logins;

    public string AppConnectionString => Logins.App;

    public string OwnerConnectionString => _database.OwnerConnectionString;

    public Guid ForceId => _seed.ForceId;

    public Guid PoliceId => _seed.PoliceId;

    public Guid CouncilId => _seed.CouncilId;

    public Guid TeamId => _seed.TeamId;

    public Actor Owner { get; private set; } = Actor.Nobody;

    public static async Task<Station> Create(DateTimeOffset? now = null)
    {
        var seed = await Seeded.Value;
        var station = new Station(await seed.Database.Copy(), new SettableClock(now ?? Morning), seed);
        station.Owner = await station.Get<Actors>().MachineOwner(CancellationToken.None);
        return station;
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>One of any class, with what it asks for.</summary>
    public object Make(Type type) => _services.GetService(type) ?? ActivatorUtilities.CreateInstance(_services, type);

    internal Database Database => Get<Database>();

    /// <summary>The account of a role, as an actor of now.</summary>
    public async Task<Actor> As(Role role) => (await Get<Actors>().OfAccount(_seed.Accounts[role], CancellationToken.None))!;

    public Guid AccountOf(Role role) => _seed.Accounts[role];

    public static string EmailOf(Role role) => $"{role.ToString().ToLowerInvariant()}@wealdshire.example";

    /// <summary>Adds somebody more.</summary>
    public async Task<Actor> Add(string name, Role role, Guid agency, Guid? team = null)
    {
        var added = await Get<AddAccount>()
            .Run(
                Owner,
                new()
                {
                    Email = $"{Guid.CreateVersion7():n}@wealdshire.example",
                    Name = name,
                    AgencyId = agency,
                    TeamId = team,
                    Role = role,
                    Password = Password,
                },
                CancellationToken.None
            );
        return (await Get<Actors>().OfAccount(added.Value.AccountId, CancellationToken.None))!;
    }

    /// <summary>Does every job that waits. What is scheduled is not asked for.</summary>
    public async Task DoJobs()
    {
        while (await Get<JobRunner>().DoOne(CancellationToken.None)) { }
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _database.DisposeAsync();
        Directory.Delete(Home, recursive: true);
    }

    private static DateTimeOffset Morning => new(2026, 6, 15, 9, 0, 0, TimeSpan.Zero);

    internal static ServiceProvider Services(PrivateDatabase database, string home, TimeProvider clock) =>
        new ServiceCollection()
            .AddLogging()
            .AddSingleton(clock)
            .AddWardwise(database.Logins, new InstanceHome(home))
            .Configure<PasswordHasherOptions>(o => o.IterationCount = 1000)
            .BuildServiceProvider(validateScopes: true);

    /// <summary>Makes what all stations begin with, once a process.</summary>
    private static async Task<Seed> Sow()
    {
        var database = await PrivateDatabase.Create();
        await using var services = Services(database, Path.GetTempPath(), new SettableClock(Morning));
        T Use<T>()
            where T : notnull => services.GetRequiredService<T>();

        var none = CancellationToken.None;
        var owner = await Use<Actors>().MachineOwner(none);
        var force = (await Use<OpenForce>().Run(owner, new() { Code = "wealdshire", PoliceName = "Wealdshire Police" }, none)).Value;
        var council = await Use<SaveAgency>()
            .Run(
                owner,
                new()
                {
                    ForceId = force.ForceId,
                    Name = "Ashmoor Council",
                    Kind = AgencyKind.Council,
                },
                none
            );
        var team = await Use<SaveTeam>().Run(owner, new() { AgencyId = force.PoliceId, Name = "Ashmoor team" }, none);
        var accounts = new Dictionary<Role, Guid>();
        foreach (var role in Enum.GetValues<Role>())
        {
            var added = await Use<AddAccount>()
                .Run(
                    owner,
                    new()
                    {
                        Email = EmailOf(role),
                        Name = $"{role} of Ashmoor",
                        AgencyId = role == Role.Partner ? council.Value : force.PoliceId,
                        TeamId = role is Role.Officer or Role.Supervisor ? team.Value : null,
                        Role = role,
                        Password = Password,
                        StartsOn = new DateOnly(2020, 1, 1),
                    },
                    none
                );
            accounts[role] = added.Value.AccountId;
        }

        await using var connection = new NpgsqlConnection(database.OwnerConnectionString);
        NpgsqlConnection.ClearPool(connection);
        return new(database, force.ForceId, force.PoliceId, council.Value, team.Value, accounts);
    }

    private sealed record Seed(
        PrivateDatabase Database,
        Guid ForceId,
        Guid PoliceId,
        Guid CouncilId,
        Guid TeamId,
        IReadOnlyDictionary<Role, Guid> Accounts
    );
}

/// <summary>A clock that a test sets.</summary>
public sealed class SettableClock(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;

    public void Advance(TimeSpan by) => Now += by;
}
