using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.App.Problems;
using Wardwise.Domain.Library;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Library;

/// <summary>Every kind of problem, or every technique, with what the records that the actor sees say of it in a line.</summary>
public sealed class ListWhatWorks(Database database)
{
    public sealed record Input
    {
        public required LibrarySubject Subject { get; init; }

        /// <summary>Part of a name or of what it is about; null for all.</summary>
        public string? Words { get; init; }

        /// <summary>A family of kinds, or a group of techniques; null for all.</summary>
        public string? Family { get; init; }
    }

    /// <param name="Families">With something to show first.</param>
    /// <param name="Names">Of every family, for the filter.</param>
    /// <param name="WithoutKind">Records that count and have no kind, or one that the thesaurus has no more.</param>
    public sealed record Listed(IReadOnlyList<Family> Families, IReadOnlyList<string> Names, int WithoutKind);

    /// <param name="Name">For people.</param>
    /// <param name="Lines">In which something was tried; measured first.</param>
    /// <param name="Nothing">In which nothing was tried yet.</param>
    public sealed record Family(string Name, IReadOnlyList<Line> Lines, IReadOnlyList<Line> Nothing);

    /// <param name="Code">In the address.</param>
    /// <param name="Name">For people.</param>
    /// <param name="About">In a line.</param>
    /// <param name="Counts">How many.</param>
    /// <param name="Best">What was measured; null while nothing was.</param>
    /// <param name="Label">In the library's words.</param>
    public sealed record Line(string Code, string Name, string About, LibraryCounts Counts, Finding? Best, EffectLabel Label);

    public async Task<Outcome<Listed>> Run(Actor actor, Input input, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.SeeRecords) is { } no)
        {
            return no;
        }

        await using var work = await database.Begin(actor, cancel);
        var subjects = await Subjects(work, input.Subject, cancel);
        var sums = await LibrarySum.Of(work, input.Subject, cancel);
        var lines = subjects
            .Where(s => Fits(s, input))
            .Select(s =>
            {
                var (counts, best, label) = sums.GetValueOrDefault(s.Code, LibrarySum.None);
                return (s.Family, Line: new Line(s.Code, s.Name, s.About, counts, best, label));
            })
            .ToList();
        var families = lines
            .GroupBy(l => l.Family)
            .Select(g => new Family(
                g.Key,
                [
                    .. g.Select(l => l.Line)
                        .Where(l => l.Counts.Tried > 0)
                        .OrderByDescending(l => l.Counts.Assessed)
                        .ThenByDescending(l => l.Counts.Tried)
                        .ThenBy(l => l.Name, StringComparer.OrdinalIgnoreCase),
                ],
                [.. g.Select(l => l.Line).Where(l => l.Counts.Tried == 0).OrderBy(l => l.Name, StringComparer.OrdinalIgnoreCase)]
            ));
        return new Listed(
            [.. families.OrderByDescending(f => f.Lines.Sum(l => l.Counts.Assessed)).ThenByDescending(f => f.Lines.Count)],
            [.. subjects.Select(s => s.Family).Distinct()],
            sums.Where(s => subjects.All(known => known.Code != s.Key)).Sum(s => s.Value.Counts.Records)
        );
    }

    private static bool Fits(LibraryKind subject, Input input) =>
        (string.IsNullOrEmpty(input.Family) || subject.Family == input.Family)
        && Folding
            .Fold(input.Words)
            .Split(' ')
            .All(w => Folding.Fold($"{subject.Name} {subject.About} {subject.Family}").Contains(w, StringComparison.Ordinal));

    internal static async Task<IReadOnlyList<LibraryKind>> Subjects(Work work, LibrarySubject subject, CancellationToken cancel) =>
        subject is LibrarySubject.Kind
            ? await work.Kinds(cancel)
            :
            [
                .. (await work.Techniques(work.Actor.ForceId ?? Guid.Empty, cancel)).Groups.SelectMany(g =>
                    g.Techniques.Select(t => new LibraryKind(t.Code, t.Name, g.Name, t.Example, []))
                ),
            ];
}
