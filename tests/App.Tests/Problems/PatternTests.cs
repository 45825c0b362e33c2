using Npgsql;
using Wardwise.App.Access;
using Wardwise.App.Problems;
using Wardwise.App.Records;
using Wardwise.Domain.Accounts;
using Wardwise.Domain.Incidents;
using Wardwise.Testing;

namespace Wardwise.App.Tests.Problems;

/// <summary>What a problem's incidents have in common (F8), and linking them by hand.</summary>
public sealed class PatternTests
{
    [Fact]
    public async Task ThePattern_CountsWhatLedToTheResponse_ByPointMonthAndKind()
    {
        await using var station = await ProblemStation.Create();
        var pattern = (
            await station.Get<ShowPattern>().Run(station.Officer, new() { Reference = await station.Responded() }, default)
        ).Value;
        Assert.Equal(("2023-05", "2025-04", 160), (pattern.From.ToString(), pattern.To.ToString(), pattern.Total));
        Assert.Equal(new ShowPattern.Spot("On or near The Green", 51.9, -0.25, 160), Assert.Single(pattern.Spots));
        Assert.Equal((null, 10), (pattern.ByMonth[0].Count, pattern.ByMonth[^1].Count));
        Assert.Equal(80, pattern.ByKind.Single(k => k.Kind == IncidentCodes.AsbTypes.ByNumber(2).Name).Count);
        Assert.Contains("\"kind\":\"area\"", pattern.MapJson, StringComparison.Ordinal);
        Assert.Contains("\"count\":160", pattern.MapJson, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hours_AreCountedOnlyWhereTheTimeIsKnown()
    {
        await using var station = await ProblemStation.Create();
        var reference = await station.Responded();
        await Report(station, "2025-02-01 21:40+00", 3);
        await Report(station, "2025-02-01 21:05+00", 3);
        await Report(station, "2025-02-01 00:00+00", 2);
        var pattern = (await station.Get<ShowPattern>().Run(station.Officer, new() { Reference = reference }, default)).Value;
        Assert.Equal((163, 161, 2), (pattern.Total, pattern.WithoutHour, pattern.ByHour[21]));
        Assert.Equal(2, pattern.ByHour.Sum());
    }

    [Fact]
    public async Task AMonthThatIsNotCounted_IsNotShownAsZero()
    {
        await using var station = await ProblemStation.Create();
        var reference = await station.Responded();
        var late = await Report(station, "2025-08-01 21:40+00", 3);
        var why = new LinkIncidents.Input
        {
            Reference = reference,
            IncidentIds = [late],
            Why = "The same bikes",
        };
        Assert.True((await station.Get<LinkIncidents>().Run(station.Officer, why, default)).Done);
        var months = (await station.Get<ShowPattern>().Run(station.Officer, new() { Reference = reference }, default)).Value.ByMonth;
        Assert.Equal(
            [("2025-04", 10, false), ("2025-05", null, true), ("2025-06", null, true), ("2025-07", null, true), ("2025-08", 1, true)],
            months.TakeLast(5).Select(m => (m.Month.ToString(), m.Count, m.LinkedOnly))
        );
    }

    [Fact]
    public async Task PeopleNamedInMoreThanOneIncident_AreShown_AndTheLookIsOnTheTrail()
    {
        await using var station = await ProblemStation.Create();
        var reference = await station.Responded();
        await Report(station, "2025-02-01 21:40+00", 3, ("suspect", "Ada Example"), ("victim", "Bob Once"));
        await Report(station, "2025-03-01 21:40+00", 3, ("suspect", "ADA EXAMPLE"), ("witness", "Ada Example"));
        var pattern = (await station.Get<ShowPattern>().Run(station.Officer, new() { Reference = reference }, default)).Value;
        var ada = Assert.Single(pattern.People);
        Assert.Equal(2, ada.Incidents);
        Assert.Equal([("suspect", 2), ("witness", 1)], ada.Parts);
        var looks = await station.Get<ReadTrail>().Run(station.Station.Owner, new(), default);
        Assert.True(looks.Done);
        var look = looks.Value.Rows.First(r => r.What == "people repeated in a problem");
        Assert.Equal((station.Officer.Name, 3), (look.Who, look.Ids));
    }

    [Fact]
    public async Task WithoutAnAim_NobodyIsNamedFromWhatMerelyHappenedNear()
    {
        await using var station = await ProblemStation.Create();
        var reference = await station.Scanned();
        await Report(station, "2026-02-01 21:40+00", 3, ("victim", "Ada Example"));
        await Report(station, "2026-03-01 21:40+00", 3, ("victim", "Ada Example"));
        var pattern = (await station.Get<ShowPattern>().Run(station.Officer, new() { Reference = reference }, default)).Value;
        Assert.True(pattern.Total >= 2);
        Assert.Empty(pattern.People);
    }

    [Fact]
    public async Task WhoMayNotSeeIncidents_SeesNoPattern()
    {
        await using var station = await ProblemStation.Create();
        var partner = await station.Station.As(Role.Partner);
        Assert.StartsWith(
            "Your posting does not let you do this.",
            ProblemStation.Refusal(await station.Get<ShowPattern>().Run(partner, new() { Reference = await station.Responded() }, default)),
            StringComparison.Ordinal
        );
        Assert.StartsWith(
            "Your posting does not let you do this.",
            ProblemStation.Refusal(await station.Get<ListLinkable>().Run(partner, new() { Reference = "P-2026-0001" }, default)),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task IncidentsInAndNearTheArea_AreOfferedUntilTheyAreLinked_WithTheReasonKept()
    {
        await using var station = await ProblemStation.Create();
        var reference = await station.Responded();
        var near = await Report(station, "2025-07-01 21:40+00", 3, lon: -0.199);
        await Report(station, "2025-07-01 21:40+00", 3, lon: -0.19);
        var asked = new ListLinkable.Input
        {
            Reference = reference,
            From = new(2025, 7, 1),
            To = new(2025, 7, 31),
        };
        var offered = (await station.Get<ListLinkable>().Run(station.Officer, asked, default)).Value;
        Assert.Equal((5, "Fairlands"), (offered.Total, offered.Where));
        Assert.Equal([near], offered.Lines.Where(l => !l.Inside).Select(l => l.Id));

        var link = station.Get<LinkIncidents>();
        Assert.Equal(
            "Say why they belong to the problem.",
            ProblemStation.Refusal(await link.Run(station.Officer, new() { Reference = reference, IncidentIds = [near] }, default))
        );
        Assert.Equal(
            1,
            (
                await link.Run(
                    station.Officer,
                    new()
                    {
                        Reference = reference,
                        IncidentIds = [near],
                        Why = "The same bikes",
                    },
                    default
                )
            ).Value
        );
        Assert.Equal(4, (await station.Get<ListLinkable>().Run(station.Officer, asked, default)).Value.Total);
        Assert.Equal(
            "The same bikes",
            Assert
                .Single(
                    (await station.Get<ShowLinkedIncidents>().Run(station.Officer, new() { Reference = reference }, default)).Value.Lines
                )
                .Why
        );
        Assert.Equal(1, (await station.Get<ShowPattern>().Run(station.Officer, new() { Reference = reference }, default)).Value.Linked);

        Assert.Equal(
            "Say why they do not belong to the problem.",
            ProblemStation.Refusal(
                await link.Run(
                    station.Officer,
                    new()
                    {
                        Reference = reference,
                        IncidentIds = [near],
                        Unlink = true,
                    },
                    default
                )
            )
        );
        Assert.Equal(
            1,
            (
                await link.Run(
                    station.Officer,
                    new()
                    {
                        Reference = reference,
                        IncidentIds = [near],
                        Unlink = true,
                        Why = "Other bikes",
                    },
                    default
                )
            ).Value
        );
        var history = (await station.Get<ShowHistory>().Run(station.Officer, new() { Reference = reference }, default)).Value;
        Assert.Contains(history.Events, e => e.What.Contains("nlinked 1 incident: Other bikes", StringComparison.Ordinal));
    }

    /// <summary>One more incident, in Fairlands or at another longitude, with whom it names.</summary>
    private static Task<Guid> Report(ProblemStation station, string at, int precision, params (string Part, string Name)[] people) =>
        Report(station, at, precision, -0.25, people);

    private static async Task<Guid> Report(
        ProblemStation station,
        string at,
        int precision,
        double lon,
        params (string Part, string Name)[] people
    )
    {
        var id = Guid.CreateVersion7();
        await using var connection = new NpgsqlConnection(station.Station.OwnerConnectionString);
        await connection.OpenAsync();
        await using var report = new NpgsqlCommand(
            """
            insert into incident_row (id, scope, occurred_at, precision, category, asb_category, asb_type, lat, lon, location,
                neighbourhood_no, district_no, import_no, row_hash)
                select $1, scope, $2::text::timestamptz, $3, 1, 0, 0, 51.9, $4, 'The Green', case when $4 < -0.2 then 2 else 3 end, 1, no, 0
                    from import limit 1
            """,
            connection
        )
        {
            Parameters =
            {
                new() { Value = id },
                new() { Value = at },
                new() { Value = (short)precision },
                new() { Value = lon },
            },
        };
        await report.ExecuteNonQueryAsync();
        foreach (var (part, name) in people)
        {
            await using var mention = new NpgsqlCommand(
                """
                insert into mention (id, incident_id, part, name, phone, address, import_no)
                values (gen_random_uuid(), $1, $2, $3, '', '', 1)
                """,
                connection
            )
            {
                Parameters =
                {
                    new() { Value = id },
                    new() { Value = part },
                    new() { Value = name },
                },
            };
            await mention.ExecuteNonQueryAsync();
        }

        return id;
    }
}
