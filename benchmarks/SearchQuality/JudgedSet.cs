using System.Text.Json;
using CsvHelper;

namespace Wardwise.Benchmarks;

/// <summary>Records, and questions with what people would say of each record for each question.</summary>
internal sealed record JudgedSet(IReadOnlyList<IReadOnlyDictionary<string, string>> Records, IReadOnlyList<JudgedQuestion> Questions)
{
    public static string Folder => Path.Combine("benchmarks", "SearchQuality");

    /// <summary>Written by somebody else, later, who had seen neither the first set nor the thesaurus; nothing was ever chosen by
    /// it.</summary>
    public static string Second => Path.Combine(Folder, "Second");

    public static string RecordsFile(string folder) => Path.Combine(folder, "records.csv");

    public static JudgedSet Read(string folder)
    {
        var records = new List<IReadOnlyDictionary<string, string>>();
        using (var file = File.OpenRead(RecordsFile(folder)))
        using (var csv = CsvReader.Create(file, new CsvReaderOptions()))
        {
            csv.ReadHeader();
            var columns = csv.Headers;
            while (csv.Read())
            {
                records.Add(columns.ToDictionary(c => c, c => csv.GetString(c) ?? ""));
            }
        }

        var questions = JsonSerializer.Deserialize<List<JudgedQuestion>>(
            File.ReadAllText(Path.Combine(folder, "questions.json")),
            JsonSerializerOptions.Web
        )!;
        return new(records, questions);
    }
}

/// <param name="Id">Of the question.</param>
/// <param name="Text">As typed.</param>
/// <param name="Style">plain, other-words, misspelt or nothing.</param>
/// <param name="Half">tuning or held-out; of the second set, second.</param>
/// <param name="Relevance">Of each record that is relevant, 1 to 3; any other is 0.</param>
internal sealed record JudgedQuestion(string Id, string Text, string Style, string Half, IReadOnlyDictionary<string, int> Relevance);
