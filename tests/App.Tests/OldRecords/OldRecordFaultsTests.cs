using System.Text;
using Wardwise.App.OldRecords;
using Wardwise.Domain.Problems;
using Wardwise.Testing;

namespace Wardwise.App.Tests.OldRecords;

/// <summary>Old files are seldom clean (F50): every fault is named by line and column, and the rest goes in.</summary>
public sealed class OldRecordFaultsTests
{
    [Fact]
    public async Task EachFault_IsNamedByLineAndColumn_AndTheRestGoesIn()
    {
        await using var station = await ProblemStation.Create();
        var report = await Import(station, OldRecordFile.EveryFault().Save(station.Station.Home));
        Assert.Equal(
            [
                "3 reference: give the old system's own reference, up to 100 characters",
                "4 title: it is empty",
                "5 opened: '31/02/2020' is not a day such as 2020-01-31 or 31/01/2020",
                "6 opened: '2020-13-01' is not a day such as 2020-01-31 or 31/01/2020",
                "7 opened: it is empty. Give the day the record was opened",
                "8 opened: 1 January 2031 has not come yet",
                "9 closed: 'the spring' is not a day such as 2020-01-31 or 31/01/2020",
                "10 grade: '7' is not a grade from 0 to 6",
                "11 grade: 'excellent' is not a grade from 0 to 6",
                "12 reference: 'T/1' stands on line 2 of taps.csv already, with other words",
                "14 the row has 3 columns, not 21",
                "15 the row has 26 columns, not 21",
                "16 a quotation mark is opened or closed in the wrong place. Put the text between quotation marks and double those "
                    + "inside it",
            ],
            report.Rejected.Select(r => $"{r.Line} {r.Reason}")
        );
        Assert.Equal(
            [
                "17 closed: 1 January 2018 is before it was opened, on 4 March 2019. The record keeps no closing date",
                "18 category: 'social' is not one of personal, nuisance, environmental. The record has no category",
                "19 aim_met: 'partly' is not one of yes, no, unknown. It counts as unknown",
                "20 status: 'Filed' is not known. The record is closed, since it has a closing date",
                "21 latitude, longitude: '51.9', '' are not degrees. The position is not used",
                "22 latitude, longitude: -0.25, 51.9 lies in the sea or outside the United Kingdom. The position is not used",
                "23 neighbourhood: 'Nowhere Park' is not known. The record is placed by its position",
                "24 neighbourhood: 'Nowhere Park' is not known. The record has no place",
                "25 title: it has 200 characters, of which a title holds 150. It is cut, and stands whole in what keeps happening",
                "27 scanning: control characters were taken out",
            ],
            report.Warnings.Select(w => $"{w.Line} {w.Reason}")
        );
        Assert.Equal((30, 16, 0, 0, 1, 1), (report.Read, report.Added, report.Changed, report.Already, report.Copies, report.NoLocation));
        Assert.Equal(report.Read, report.Added + report.Changed + report.Already + report.Copies + report.Rejected.Count);
        Assert.Equal([("Waving", 1)], report.Reconciliation.UnknownTechniques.Select(t => (t.What, t.Count)));
    }

    [Fact]
    public async Task WhatWentIn_SaysWhatTheRowSaid()
    {
        await using var station = await ProblemStation.Create();
        await Import(station, OldRecordFile.EveryFault().Save(station.Station.Home));
        Assert.Equal("First line\nsecond, with \"quotes\"", (await File(station, "T/27")).Scanning.WhatRecurs);
        Assert.Equal("Bell and NUL", (await File(station, "T/26")).Scanning.WhatRecurs);
        Assert.Equal(102_000 - 1, (await File(station, "T/29")).Scanning.WhatRecurs.Length);
        var cut = await File(station, "T/24");
        Assert.Equal(
            (150, new string('t', 200) + "\n\nMini motos ridden at dusk"),
            (cut.Problem.Record.Title.Length, cut.Scanning.WhatRecurs)
        );
        var british = await File(station, "t/30");
        Assert.Equal(
            (new(2019, 3, 4), new DateOnly(2019, 11, 20)),
            (Domain.Shared.LondonTime.DayOf(british.Problem.Record.OpenedAt), british.Problem.ClosedOn)
        );
        Assert.Null((await File(station, "T/16")).Problem.ClosedOn);
        Assert.Equal(ProblemState.Closed, (await File(station, "T/19")).Problem.State);
        Assert.Equal(Ground.Fairlands, (await File(station, "T/22")).Problem.Record.PlaceNo);
        Assert.Null((await File(station, "T/23")).Problem.Record.PlaceNo);
    }

    [Theory]
    [InlineData("", "taps.csv is empty.")]
    [InlineData(
        "reference,title\r\n",
        "taps.csv, line 1: the columns are not those of this kind of file. Missing: opened, closed, status,"
    )]
    [InlineData("{header},colour\r\n", "Not known: colour.")]
    [InlineData("{header},grade\r\n", "Twice: grade.")]
    [InlineData(
        "{header}\r\nT/1,Cut,2020-01",
        "taps.csv, line 2: the file ends in the middle of this row: it was cut short. Fetch it again."
    )]
    [InlineData("{header}\r\nT/1,\"Cut in a text", "line 2: the file ends in the middle of this row")]
    public async Task AFaultOfTheFile_RefusesIt(string text, string sentence)
    {
        await using var station = await ProblemStation.Create();
        var path = OldRecordFile.Save(
            station.Station.Home,
            Encoding.UTF8.GetBytes(text.Replace("{header}", string.Join(',', OldRecordFile.Columns), StringComparison.Ordinal))
        );
        var outcome = await station
            .Get<ImportProblems>()
            .Run(station.Station.Owner, new() { Paths = [path], Force = "wealdshire" }, default);
        Assert.Contains(sentence, ProblemStation.Refusal(outcome), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnOldEncoding_IsRead_AndSaid()
    {
        await using var station = await ProblemStation.Create();
        var windows = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;
        var path = new OldRecordFile().Row("T/1").Row("T/2", ("scanning", "Café “owner” says £40")).Save(station.Station.Home, windows);
        var report = await Import(station, path);
        Assert.Equal(
            (0, "from line 3 on some characters are not UTF-8: they were read as Windows-1252"),
            (report.Warnings.Single().Line, report.Warnings.Single().Reason)
        );
        Assert.Equal("Café “owner” says £40", (await File(station, "T/2")).Scanning.WhatRecurs);
    }

    [Fact]
    public async Task Dates_AreReadAsPeopleWriteThem_AndFilesAsSpreadsheetsSaveThem()
    {
        await using var station = await ProblemStation.Create();
        var file = new OldRecordFile()
            .Row("T/1", ("opened", "4 Sep 2019"))
            .Row("T/2", ("opened", "4 Sept 2019"))
            .Row("T/3", ("opened", "4th September 2019 00:00"))
            .Row("T/4", ("opened", "04-Sep-19"))
            .ToString();
        var saved =
            "sep=;\r\n" + file.Replace("; ", " / ", StringComparison.Ordinal).Replace(',', ';') + new string(';', 22) + "\r\nTotal;4";
        var report = await Import(
            station,
            OldRecordFile.Save(station.Station.Home, Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes(saved)).ToArray())
        );
        Assert.Equal((5, 4), (report.Read, report.Added));
        Assert.Equal(
            (8, "this looks like a line of totals, not a row of its own"),
            (report.Rejected.Single().Line, report.Rejected.Single().Reason)
        );
        Assert.Equal("the file is UTF-16, and was read as that", report.Warnings[0].Reason);
        foreach (var old in new[] { "T/1", "T/2", "T/3", "T/4" })
        {
            Assert.Equal(new DateOnly(2019, 9, 4), Domain.Shared.LondonTime.DayOf((await File(station, old)).Problem.Record.OpenedAt));
        }
    }

    [Fact]
    public async Task Utf8WithItsMark_AndGzipped_AreReadAsTheyAre()
    {
        await using var station = await ProblemStation.Create();
        var text = new OldRecordFile().Row("T/1", ("scanning", "Café")).ToString();
        Assert.Equal(
            1,
            (
                await Import(
                    station,
                    OldRecordFile.Save(station.Station.Home, [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text)])
                )
            ).Added
        );
        var again = await Import(
            station,
            OldRecordFile.Save(station.Station.Home, StreetFile.Gzip(Encoding.UTF8.GetBytes(text)), "taps.csv.gz")
        );
        Assert.Equal((1, 0), (again.Already, again.Warnings.Count));
    }

    [Fact]
    public async Task WhateverTheBytes_TheFileIsReadOrRefused_AndTheNumbersAddUp()
    {
        await using var station = await ProblemStation.Create();
        var sound = Encoding.UTF8.GetBytes(
            new OldRecordFile()
                .Row("T/1")
                .Row("T/2", ("title", string.Concat(Enumerable.Repeat("🚲", 90))))
                .Row("T/3", ("scanning", "a \"b\"\nc"))
                .ToString()
        );
        var dice = new Random(20260615);
        for (var round = 0; round < 60; round++)
        {
            var bytes = sound.ToArray();
            for (var i = dice.Next(1, 12); i > 0; i--)
            {
                bytes[dice.Next(round % 3 == 0 ? 0 : OldRecordFile.Columns.Sum(c => c.Length + 1) + 1, bytes.Length)] =
                    round % 2 == 0 ? (byte)dice.Next(256) : "\",\n\r;\0"u8[dice.Next(6)];
            }

            var outcome = await station
                .Get<ImportProblems>()
                .Run(
                    station.Station.Owner,
                    new() { Paths = [OldRecordFile.Save(station.Station.Home, bytes)], Force = "wealdshire" },
                    default
                );
            if (outcome.Done)
            {
                var report = outcome.Value;
                Assert.Equal(report.Read, report.Added + report.Changed + report.Already + report.Copies + report.Rejected.Count);
                Assert.Equal(report.Reconciliation.Held, report.Grades.Values.Sum());
            }
            else
            {
                Assert.StartsWith("taps.csv", outcome.Refusals.Single().Sentence, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task Strictly_OneRejectedRowRefusesAll()
    {
        await using var station = await ProblemStation.Create();
        var path = new OldRecordFile().Row("T/1").Row("T/2", ("grade", "9")).Save(station.Station.Home);
        var outcome = await station
            .Get<ImportProblems>()
            .Run(
                station.Station.Owner,
                new()
                {
                    Paths = [path],
                    Force = "wealdshire",
                    Strict = true,
                },
                default
            );
        Assert.Equal(
            "Nothing was applied: 1 row cannot go in. First: taps.csv, line 3: grade: '9' is not a grade from 0 to 6.",
            ProblemStation.Refusal(outcome)
        );
        Assert.False((await station.Get<FindOldReference>().Run(station.Officer, new() { Reference = "T/1" }, default)).Done);
    }

    internal static async Task<OldRecordsReport> Import(ProblemStation station, string path)
    {
        var outcome = await station
            .Get<ImportProblems>()
            .Run(station.Station.Owner, new() { Paths = [path], Force = "wealdshire" }, default);
        ProblemStation.Done(outcome);
        return outcome.Value;
    }

    internal static async Task<ProblemFile> File(ProblemStation station, string old)
    {
        var found = await station.Get<FindOldReference>().Run(station.Officer, new() { Reference = old }, default);
        ProblemStation.Done(found);
        return await station.File(found.Value);
    }
}
