using System.Text;
using System.Text.Json;
using Wardwise.App.Data;
using Wardwise.App.Exchange;
using Wardwise.App.Imports;
using Wardwise.App.Incidents;
using Wardwise.App.Library;
using Wardwise.App.Measuring;
using Wardwise.App.OldRecords;
using Wardwise.App.Places;
using Wardwise.App.Records;
using Wardwise.Domain.Incidents;
using Wardwise.Domain.Places;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Shared;
using Wardwise.Testing;

namespace Wardwise.App.Tests.Exchange;

/// <summary>Every parser of what comes from outside, fed with damaged files: it ends in a result or a sentence, never in a trace, and in
/// memory that the file's size bounds.</summary>
public sealed class DamagedFilesTests
{
    private const int FewTimes = 150;
    private const int ManyTimes = 5_000;
    private const long MostMemory = 64L << 20;

    private static readonly DateTimeOffset Now = new(2026, 6, 15, 8, 0, 0, TimeSpan.Zero);

    private static readonly YearMonth Latest = new(2026, 6);

    private const string Geo = """
        {"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":"N1","name":"Old Wârd 🚲"},"geometry":
        {"type":"MultiPolygon","coordinates":[[[[-0.21,51.89],[-0.19,51.89],[-0.19,51.91],[-0.21,51.91],[-0.21,51.89]]]]}},
        {"type":"Feature","properties":{"code":2,"name":"New"},"geometry":
        {"type":"Polygon","coordinates":[[[-0.11,51.89],[-0.1,51.89],[-0.1,51.91],[-0.11,51.89]]]}}]}
        """;

    private const string Own =
        "reference,occurred,category,asb_category,asb_type,latitude,longitude,grid,easting,northing,text,people\n"
        + "W-1,2026-03-06T21:40,asb,nuisance,noise,51.9,-0.2,,,,\"Loud, again\",victim; Ada Example; 1980-02-01; "
        + "07700 900001; 1 High Street | caller; Bob\n"
        + "W-2,06/03/2026,burglary,,,,,TL 231 244,,,Shed,\nW-3,Mar-26,asb,,,,,,523100,224400,Café 🚲,\n";

    private const string Practice = """
        {"format":"wardwise-library","version":1,"force":"kent","made":"2025-Q2","practices":[{"key":"0123456789abcdef","kind":"problem",
        "title":"Mini motos",
        "texts":[{"part":"scanning","text":"At dusk 🚲"}],"steps":[{"what":"Mend the gate"}],"grade":3,
        "result":{"code":"clear-fall","design":"comparison","percent":-20}}]}
        """;

    public static TheoryData<string> Parsers => [.. Sound.Keys];

    private static Dictionary<string, byte[]> Sound { get; } =
        new()
        {
            ["street"] = Bytes(new StreetFile().Crime("a").Asb().AsbWithoutPlace().Crime("b").ToString()),
            ["street, packed"] = StreetFile.Gzip(Bytes(new StreetFile().Crime("a").Asb().ToString())),
            ["street, zipped"] = InputFileTests.Zip(("a.csv", new StreetFile().Crime("a").Asb().ToString())),
            ["outcomes"] = Bytes(
                string.Join(',', OutcomeFileReader.Columns)
                    + $"\n{StreetFile.IdOf("a")},2025-03,Wealdshire Police,Wealdshire Police,-0.2,51.9,On or near X,"
                    + "E01000001,Ashmoor 001A,Local resolution\n"
            ),
            ["wardwise"] = Bytes(Own),
            ["taps"] = Bytes(OldRecordFile.EveryFault().ToString()[..8_000]),
            ["places"] = Bytes(Geo),
            ["postcodes"] = Bytes("postcode,quality,easting,northing\nSG1 1AA,10,523100,224400\nSG1 1AB,10,523200,224400\n"),
            ["postcodes, bare"] = Bytes("\"SG11AA\",10,523100,224400,\"E\",\"\",\"\",\"\",\"\",\"\"\n"),
            ["addresses"] = Bytes("uprn,address,postcode,latitude,longitude\n1001,1 High Street,SG1 1AA,51.9,-0.2\n"),
            ["practice"] = Bytes(Practice),
            ["drawn area"] = Bytes(
                """{"type":"Feature","geometry":"""
                    + """{"type":"Polygon","coordinates":[[[-0.21,51.89],[-0.19,51.89],[-0.19,51.91],[-0.21,51.89]]]}}"""
            ),
            ["dates and places"] = Bytes("4 Sept 2019|2026-03-06T21:40Z|TL 231 244|SG1 1AA|06/03/2026 4:40 PM|Mar-26"),
            ["rules"] = Bytes(ShippedRules.Text("problem-rules.json")),
        };

    [Theory]
    [MemberData(nameof(Parsers))]
    public Task ADamagedFile_EndsInAResultOrASentence(string parser) => Feed(parser, FewTimes, 20261130);

    [Theory]
    [Trait("Speed", "long")]
    [MemberData(nameof(Parsers))]
    public Task ThousandsOfDamagedFiles_EndInAResultOrASentence(string parser) => Feed(parser, ManyTimes, 20261201);

    [Fact]
    public async Task AParserThatThrows_WouldBeFound() =>
        await Assert.ThrowsAnyAsync<Xunit.Sdk.XunitException>(() =>
            Feed("places", 10, 1, _ => throw new InvalidOperationException("a trace"))
        );

    private static async Task Feed(string parser, int times, int seed, Action<byte[]>? instead = null)
    {
        await using var station = parser == "wardwise" ? await Station.Create() : null;
        await using var work = station is null ? null : await station.Get<Database>().Begin(station.Owner, default);
        var parse = instead ?? ParserOf(parser, work);
        var (sound, damage) = (Sound[parser], new Damage(seed));
        for (var i = -1; i < times; i++)
        {
            var bytes = i < 0 ? sound : damage.Of(sound);
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                parse(bytes);
            }
            catch (Exception e) when (e is not Xunit.Sdk.XunitException)
            {
                Assert.Fail($"{parser}, seed {seed}, file {i}: {e}\n{Damage.Show(bytes)}");
            }

            var used = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(used < MostMemory, $"{parser}, seed {seed}, file {i} of {bytes.Length} bytes took {used} bytes");
        }
    }

    private static Action<byte[]> ParserOf(string parser, Work? work) =>
        parser.Split(',')[0] switch
        {
            "street" => b =>
                OfFile(
                    b,
                    f => new StreetFileReader("wealdshire", new("wealdshire", "Wealdshire Police", false), Latest).Read(f, new Sink())
                ),
            "outcomes" => b =>
                OfFile(b, f => new OutcomeFileReader(new("wealdshire", "Wealdshire Police", false), Latest).Read(f, _ => { }, Told)),
            "wardwise" => b => OfFile(b, f => new WardwiseFileReader("test", new Gazetteer(work!, "wealdshire"), Now).Read(f, new Sink())),
            "taps" => b =>
                OfFile(
                    b,
                    f =>
                        new TapsFileReader(new(2026, 6, 15), Techniques.Shipped).Read(
                            f,
                            _ => { },
                            (line, reason) => Told(line, reason),
                            Told
                        )
                ),
            "places" => b => OfFile(b, f => GeoJsonPlaces.Read(f, "code", "name", _ => { }, Told)),
            "postcodes" => b => OfFile(b, f => PostcodeFileReader.Read(f, _ => null, Told)),
            "addresses" => b => OfFile(b, f => AddressFileReader.Read(f, _ => null, Told)),
            "practice" => b =>
            {
                var read = ReadPractice.Of(new MemoryStream(b), default).GetAwaiter().GetResult();
                Sentences(read.Refusals);
            },
            "drawn area" => b => Sentences(DrawnArea.Read(Encoding.UTF8.GetString(b)).Refusals),
            "rules" => Rules,
            _ => b =>
            {
                foreach (var text in Encoding.Latin1.GetString(b).Split('|'))
                {
                    _ = WrittenDate.TryRead(text, out _);
                    _ = WrittenDate.TryReadMonth(text, out _);
                    _ = OccurredAt.TryParse(text, out _, out _);
                    _ = GridReference.TryParse(text, out _);
                    _ = Postcode.TryParse(text, out _);
                    _ = Positions.Read(text, text, text, text, out _);
                }
            },
        };

    private static void Rules(byte[] bytes)
    {
        if (RuleForm.Parsed(Encoding.UTF8.GetString(bytes)) is not { } draft)
        {
            return;
        }

        try
        {
            _ = RuleForm.Faults(RuleField.Of(typeof(ProblemRules)), draft).ToList();
            _ = ShippedRules.Parse<ProblemRules>(Encoding.UTF8.GetString(bytes));
        }
        catch (JsonException)
        {
            // Said by its caller.
        }
    }

    private static void OfFile(byte[] bytes, Func<InputFile, FileFault?> read)
    {
        var file = InputFile.Of("damaged.csv", bytes);
        Sentences(file.Refusals);
        if (file.Done && read(file.Value) is { } fault)
        {
            Sentences([file.Value.Refuse(fault)]);
        }
    }

    private static void Told(long line, string reason) => Assert.False(line < 0 || string.IsNullOrWhiteSpace(reason));

    private static void Sentences(IEnumerable<Refusal> refusals) => Assert.All(refusals, r => Assert.NotEqual("", r.Sentence.Trim()));

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private sealed class Sink : IIncidentSink
    {
        public void Take(ref IncidentRow row) => Assert.NotEqual(Guid.Empty, row.Id);

        public void Reject(long line, string reason) => Told(line, reason);

        public void Warn(long line, string reason) => Told(line, reason);
    }
}
