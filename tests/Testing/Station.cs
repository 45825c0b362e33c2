using Microsoft.Extensions.DependencyInjection;
using Wardwise.App;
using Wardwise.App.Access;
using Wardwise.App.Accounts;
using Wardwise.App.Data;
using Wardwise.Domain.Accounts;

namespace Wardwise.Testing;

/// <summary>
/// A small station on a database of its own: a force, its police agency with a team, a council, and somebody in each role.
/// Everything in it was made through use cases.
/// </summary>
public sealed class Station : IAsyncDisposable
{
    public const string Password = "a long enough passphrase";

    private readonly PrivateDatabase _database;
    private readonly ServiceProvider _services;
    private readonly Dictionary<Role, Guid> _accounts = [];

    private Station(PrivateDatabase database, string home, ServiceProvider services, SettableClock clock) =>
        (_database, Home, _services, Clock) = (database, home, services, clock);

    public string Home { get; }

    public SettableClock Clock { get; }

    public string AppConnectionString => _database.AppConnectionString;

    public string OwnerConnectionString => _database.OwnerConnectionString;

    public Guid ForceId { get; private set; }

    public Guid PoliceId { get; private set; }

    public Guid CouncilId { get; private set; }

    public Guid TeamId { get; private set; }

    public Actor Owner { get; private set; } = Actor.Nobody;

    public static async Task<Station> Create(DateTimeOffset? now = null)
    {
        var database = await PrivateDatabase.Create();
        var clock = new SettableClock(now ?? new DateTimeOffset(2026, 6, 15, 9, 0, 0, TimeSpan.Zero));
        var home = Directory.CreateTempSubdirectory("wardwise-station-").FullName;
        var services = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(clock)
            .AddWardwise(database.AppConnectionString, new InstanceHome(home)).BuildServiceProvider(validateScopes: true);
        var station = new Station(database, home, services, clock);
        await station.Open();
        return station;
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    internal Database Database => Get<Database>();

    /// <summary>The account of a role, as an actor of now.</summary>
    public async Task<Actor> As(Role role) => (await Get<Actors>().OfAccount(_accounts[role], CancellationToken.None))!;

    public Guid AccountOf(Role role) => _accounts[role];

    public static string EmailOf(Role role) => $"{role.ToString().ToLowerInvariant()}@wealdshire.example";

    /// <summary>Adds somebody more.</summary>
    public async Task<Actor> Add(string name, Role role, Guid agency, Guid? team = null)
    {
        var added = await Get<AddAccount>().Run(Owner, new()
        {
            Email = $"{Guid.CreateVersion7():n}@wealdshire.example",
            Name = name,
            AgencyId = agency,
            TeamId = team,
            Role = role,
            Password = Password,
        }, CancellationToken.None);
        return (await Get<Actors>().OfAccount(added.Value.AccountId, CancellationToken.None))!;
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _database.DisposeAsync();
        Directory.Delete(Home, recursive: true);
    }

    private async Task Open()
    {
        Owner = await Get<Actors>().MachineOwner(CancellationToken.None);
        var force = await Get<OpenForce>().Run(Owner, new() { Code = "wealdshire", PoliceName = "Wealdshire Police" }, CancellationToken.None);
        (ForceId, PoliceId) = (force.Value.ForceId, force.Value.PoliceId);
        CouncilId = (await Get<SaveAgency>().Run(Owner, new() { ForceId = ForceId, Name = "Ashmoor Council", Kind = AgencyKind.Council }, CancellationToken.None)).Value;
        TeamId = (await Get<SaveTeam>().Run(Owner, new() { AgencyId = PoliceId, Name = "Ashmoor team" }, CancellationToken.None)).Value;
        Owner = await Get<Actors>().MachineOwner(CancellationToken.None);
        foreach (var role in Enum.GetValues<Role>())
        {
            var added = await Get<AddAccount>().Run(Owner, new()
            {
                Email = EmailOf(role),
                Name = $"{role} of Ashmoor",
                AgencyId = role == Role.Partner ? CouncilId : PoliceId,
                TeamId = role is Role.Officer or Role.Supervisor ? TeamId : null,
                Role = role,
                Password = Password,
                StartsOn = new DateOnly(2020, 1, 1),
            }, CancellationToken.None);
            _accounts[role] = added.Value.AccountId;
        }
    }
}

/// <summary>A clock that a test sets.</summary>
public sealed class SettableClock(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;

    public void Advance(TimeSpan by) => Now += by;
}
