using Wardwise.App.Problems;
using Wardwise.App.Records;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Shared;
using Wardwise.Web.Records;

namespace Wardwise.Web.Pages.Problems;

/// <summary>A page that changes one section of a problem.</summary>
public abstract class ProblemSectionPage<TInput> : SectionPage<ProblemView, TInput>
    where TInput : SectionInput
{
    public override RecordParts Parts => Shown.Parts;

    public override (string Words, string? Colour) State => (Shown.Problem.State.InWords(), Shown.Problem.State.Colour());

    protected override Task<Outcome<ProblemView>> Read() => Get<ShowProblem>().Run(Actor, new() { Reference = Reference }, Cancel);

    protected override TInput AsOf(TInput held, TInput typed) => (TInput)((SectionInput)typed with { Version = held.Version });

    /// <summary>Of the record that the address names.</summary>
    protected sealed override Task<Outcome<Nothing>> Save(TInput typed) =>
        SaveSection((TInput)((SectionInput)typed with { Reference = Reference }));

    protected abstract Task<Outcome<Nothing>> SaveSection(TInput typed);
}
