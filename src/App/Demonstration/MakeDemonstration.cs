using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Wardwise.App.Access;
using Wardwise.App.Accounts;
using Wardwise.App.Data;
using Wardwise.App.Imports;
using Wardwise.App.Incidents;
using Wardwise.App.Places;
using Wardwise.App.Search;
using Wardwise.Domain.Places;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Demonstration;

/// <summary>
/// Makes the demonstration county in an instance that holds nothing else: the files through the importers, the records through the use
/// cases that people use, with a clock that stands where the story stands. Kept afterwards. What was interrupted is not shown; it is
/// cleared and made again.
/// </summary>
public sealed class MakeDemonstration(
    Database database,
    PlaceIndexes places,
    AccountBook accounts,
    InstanceHome home,
    TimeProvider clock,
    IServiceProvider services
)
{
    /// <summary>Of everybody in it.</summary>
    public const string Password = "wealdshire demonstration";

    private const int Hands = 3;

    public sealed record Input
    {
        /// <summary>Told what is being done.</summary>
        public IProgress<string>? Progress { get; init; }

        /// <summary>The day the demonstration is as of; today when left out.</summary>
        public DateOnly? Today { get; init; }
    }

    /// <param name="New">False when it was there already.</param>
    public sealed record Made(bool New, int Incidents, int Problems, double Seconds);

    public async Task<Outcome<Made>> Run(Actor actor, Input input, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.OperateInstance) is { } no)
        {
            return no;
        }

        switch (DemonstrationMark.Of(home))
        {
            case { IsWhole: true }:
                return new Made(false, 0, 0, 0);
            case { IsWhole: false }:
                return new Refusal("The demonstration was interrupted while it was being made. Start it afresh.");
        }

        if (await HoldsAnything(actor, cancel))
        {
            return new Refusal("This instance holds data that is not the demonstration's. Choose another folder with WARDWISE_HOME.");
        }

        var started = clock.GetTimestamp();
        var calendar = input.Today is { } day ? new Calendar(day) : Calendar.Now(clock);
        DemonstrationMark.Begin(home, calendar.Today, Wealdshire.Seed);
        input.Progress?.Report("Drawing Wealdshire and three years of incidents ...");
        var county = new Wealdshire(calendar.Today);
        var folder = Path.Combine(home.Path, "demonstration");
        var files = new CountyFiles(county, folder);
        files.Write();

        input.Progress?.Report("Bringing in 729 places, 3,200 postcodes and 25,600 addresses ...");
        if (await Import(actor, files, county, cancel) is { } refused)
        {
            return refused;
        }

        input.Progress?.Report("Adding the people who use it ...");
        var placeNos = await PlaceNos(actor, cancel);
        var staff = await new EnterStaff(database, accounts).Run(county, placeNos, Password, cancel);

        input.Progress?.Report(string.Create(CultureInfo.InvariantCulture, $"Importing {county.Incidents.Count:N0} incidents ..."));
        var owner = await new Actors(database).MachineOwner(cancel);
        var imported = await new ImportIncidents(database, places, clock).Run(
            owner,
            new()
            {
                Paths = [files.Incidents],
                Force = Grounds.ForceCode,
                Format = IncidentFormats.Wardwise,
                Agency = Staff.PoliceName,
                Strict = true,
            },
            cancel
        );
        if (!imported.Done)
        {
            return imported.Refusals.ToList();
        }

        await Problems(county, staff, placeNos, input.Progress, cancel);
        input.Progress?.Report("Reading the records for the search ...");
        await services.GetRequiredService<Search.Indexer>().Drain(int.MaxValue, null, cancel);
        Directory.Delete(folder, recursive: true);
        DemonstrationMark.Finish(home, calendar.Today, Wealdshire.Seed);
        return new Made(true, imported.Value.Added, county.Told.Count, Math.Round(clock.GetElapsedTime(started).TotalSeconds, 1));
    }

    private async Task<bool> HoldsAnything(Actor actor, CancellationToken cancel)
    {
        await using var work = await database.Begin(actor, cancel);
        return await work.Scalar<bool>("select exists (select 1 from force)", cancel);
    }

    private async Task<List<Refusal>?> Import(Actor actor, CountyFiles files, Wealdshire county, CancellationToken cancel)
    {
        (string, PlaceLevel)[] levels =
        [
            ("force", PlaceLevel.Force),
            ("area", PlaceLevel.Area),
            ("district", PlaceLevel.District),
            ("neighbourhood", PlaceLevel.Neighbourhood),
            ("lsoa", PlaceLevel.Lsoa),
        ];
        await new OpenForce(database).Run(
            actor,
            new()
            {
                Code = Grounds.ForceCode,
                Name = county.Grounds.Force.Name,
                PoliceName = Staff.PoliceName,
            },
            cancel
        );
        foreach (var (level, placeLevel) in levels)
        {
            var report = await new ImportPlaces(database).Run(
                actor,
                new()
                {
                    Paths = [files.Boundaries(level)],
                    Level = placeLevel,
                    Force = Grounds.ForceCode,
                    CodeField = "code",
                    NameField = "name",
                    Source = "Drawn for the demonstration",
                    AgreedWith = placeLevel is PlaceLevel.Neighbourhood ? "The ten councils" : "",
                    ReviewDue = placeLevel is PlaceLevel.Neighbourhood ? county.Calendar.Today.AddMonths(8) : null,
                },
                cancel
            );
            if (!report.Done)
            {
                return [.. report.Refusals];
            }
        }

        var postcodes = await new ImportPostcodes(database).Run(
            actor,
            new() { Paths = [files.Postcodes], Force = Grounds.ForceCode },
            cancel
        );
        var addresses = await new ImportAddresses(database).Run(
            actor,
            new() { Paths = [files.Addresses], Force = Grounds.ForceCode },
            cancel
        );
        return postcodes.Done && addresses.Done ? null : [.. postcodes.Refusals, .. addresses.Refusals];
    }

    /// <summary>The numbers of the neighbourhoods by their codes.</summary>
    private async Task<Dictionary<string, int>> PlaceNos(Actor actor, CancellationToken cancel)
    {
        await using var work = await database.Begin(actor, cancel);
        var numbers = new Dictionary<string, int>();
        await foreach (
            var row in work.EachRow(
                "select code, no from place where force_code = $1 and level = $2",
                cancel,
                Grounds.ForceCode,
                (short)PlaceLevel.Neighbourhood
            )
        )
        {
            numbers[row.Get<string>("code")] = row.Get<int>("no");
        }

        return numbers;
    }

    private async Task Problems(
        Wealdshire county,
        EnteredStaff staff,
        Dictionary<string, int> placeNos,
        IProgress<string>? progress,
        CancellationToken cancel
    )
    {
        var actors = new Dictionary<string, Actor>();
        foreach (var (email, id) in staff.Accounts)
        {
            actors[email] = (await new Actors(database).OfAccount(id, cancel))!;
        }

        // Nothing of this is lost that could not be made again, so it need not wait for the disk at each save.
        await using var source = NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(database.Source.ConnectionString) { Options = "-c synchronous_commit=off" }
        );
        var quick = new Database(source, clock);
        var stories = county.Told.Select(s => new EnterStory(services, quick, staff, placeNos, actors, s, county.Calendar.Today)).ToList();
        foreach (var story in stories)
        {
            await story.Open(cancel);
        }

        var done = 0;
        var hands = new ParallelOptions { MaxDegreeOfParallelism = Hands, CancellationToken = cancel };
        await Parallel.ForEachAsync(stories, hands, async (story, token) => await story.Follow(token));
        await Parallel.ForEachAsync(
            stories,
            hands,
            async (story, token) =>
            {
                await story.End(token);
                if (Interlocked.Increment(ref done) % 50 == 0)
                {
                    progress?.Report(string.Create(CultureInfo.InvariantCulture, $"Problem records: {done} of {stories.Count}"));
                }
            }
        );
        // What is closed was looked at by the coordinator; what goes on waits for it, as in life.
        var coordinator = actors.Values.First(a => a.Is(Domain.Accounts.Role.Coordinator));
        var closed = stories
            .Where(s => s.Story.Plan.End is StoryEnd.Closed)
            .Select(s => new ConfirmKinds.Choice(s.Reference, s.Story.Plan.Kind.Thesaurus))
            .ToList();
        var confirmed = await new ConfirmKinds(database).Run(coordinator, new() { Choices = closed }, cancel);
        if (!confirmed.Done)
        {
            throw new InvalidOperationException(confirmed.Refusals[0].Sentence);
        }

        progress?.Report("Filling the library ...");
        await new EnterLibrary(services, quick, county, actors).Run(cancel);
        await new EnterFollowing(database, services).Run(county, actors, cancel);
    }
}

/// <summary>A note in the instance's home that says whether the demonstration is whole.</summary>
/// <param name="Today">The day it is as of.</param>
/// <param name="Seed">What it came from.</param>
/// <param name="IsWhole">False while it is being made, or when that was interrupted.</param>
public sealed record DemonstrationMark(DateOnly Today, int Seed, bool IsWhole)
{
    /// <exception cref="InstanceException">There is one that cannot be read.</exception>
    public static DemonstrationMark? Of(InstanceHome home)
    {
        if (!File.Exists(Place(home)))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<DemonstrationMark>(File.ReadAllText(Place(home)), JsonSerializerOptions.Web);
        }
        catch (JsonException e)
        {
            throw new InstanceException($"{Place(home)} should say whether the demonstration is whole, and cannot be read: remove it.", e);
        }
    }

    internal static void Begin(InstanceHome home, DateOnly today, int seed) => Write(home, new(today, seed, false));

    internal static void Finish(InstanceHome home, DateOnly today, int seed) => Write(home, new(today, seed, true));

    internal static void Remove(InstanceHome home) => File.Delete(Place(home));

    /// <summary>Moved into place whole, so that a kill leaves the old note or the new one.</summary>
    private static void Write(InstanceHome home, DemonstrationMark mark)
    {
        Directory.CreateDirectory(home.Path);
        File.WriteAllText(Place(home) + ".new", JsonSerializer.Serialize(mark, JsonSerializerOptions.Web));
        File.Move(Place(home) + ".new", Place(home), overwrite: true);
    }

    private static string Place(InstanceHome home) => Path.Combine(home.Path, "demonstration.json");
}
