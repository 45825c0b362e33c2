using Microsoft.AspNetCore.Mvc;
using Wardwise.App.Access;
using Wardwise.App.Library;
using Wardwise.Domain.Shared;
using Wardwise.Web.Parts;
using Wardwise.Web.Security;

namespace Wardwise.Web.Pages.Library;

/// <summary>Whose work should everybody know?</summary>
[Needs(Act.SeeRecords)]
public sealed class AwardModel(ListNominations list) : WardPage
{
    public ListNominations.Listed Listed { get; private set; } = null!;

    public string Lead =>
        Listed.Rows.FirstOrDefault(r => r.HasWon) is { } winner
            ? $"{winner.Title} won."
            : "Nobody nominates their own; the coordinators are the jury.";

    public async Task<IActionResult> OnGetAsync(int? year)
    {
        var listed = await list.Run(Actor, new() { Year = year }, Cancel);
        if (!listed.Done)
        {
            return Refused(listed);
        }

        Listed = listed.Value;
        return Page();
    }
}

[Needs(Act.RecordLesson)]
public sealed class NominateModel(Nominate nominate) : WardPage
{
    [BindProperty]
    public Nominate.Input Input { get; set; } = new();

    public void OnGet(string? of) => Input = new() { Reference = of };

    public async Task<IActionResult> OnPostAsync()
    {
        var nominated = await nominate.Run(Actor, Input, Cancel);
        if (!nominated.Done)
        {
            return Refused(nominated);
        }

        TempData.Say("Nominated.");
        return Redirect("/library/award");
    }
}

/// <summary>What does each deserve, and which wins?</summary>
[Needs(Act.EditLibrary)]
public sealed class JuryModel(ListNominations list) : WardPage
{
    public override bool HearsUnread(string? handler) => handler is "Score";

    public ListNominations.Listed Listed { get; private set; } = null!;

    /// <summary>The nomination whose form came back, with what was typed.</summary>
    public ScoreNomination.Input Typed { get; private set; } = new() { Id = Guid.Empty };

    public string? Because { get; private set; }

    public bool HasWinner => Listed.Rows.Any(r => r.HasWon);

    public string Lead =>
        HasWinner
            ? "The winner is named. Scores stay as they are."
            : "Give three scores to each. What the others gave is shown once you have given yours.";

    public async Task<IActionResult> OnGetAsync(int? year) => await Show(year) ?? Page();

    public async Task<IActionResult> OnPostScoreAsync(int? year, Guid id, [Bind(Prefix = "Score")] Scores typed)
    {
        Typed = new()
        {
            Id = id,
            Understanding = typed.Understanding,
            Response = typed.Response,
            Result = typed.Result,
            Line = typed.Line,
        };
        var scored = await WhenRead(() => Get<ScoreNomination>().Run(Actor, Typed, Cancel));
        return await Back(scored, year, $"Score-{id}", "Your scores are saved.");
    }

    public async Task<IActionResult> OnPostWinnerAsync(int? year, Guid id, string? because, bool takeBack)
    {
        (Typed, Because) = (new() { Id = id }, because);
        var named = await Get<NameWinner>()
            .Run(
                Actor,
                new()
                {
                    Id = id,
                    Because = because,
                    TakeBack = takeBack,
                },
                Cancel
            );
        return await Back(named, year, $"Winner-{id}", takeBack ? "Taken back." : "The winner is named.");
    }

    public string? Wrong(string form, Guid id, string field) =>
        ModelState.TryGetValue($"{form}-{id}.{field}", out var entry) ? entry.Errors.FirstOrDefault()?.ErrorMessage : null;

    private async Task<IActionResult> Back(Outcome<Nothing> outcome, int? year, string prefix, string done)
    {
        if (outcome.Done)
        {
            TempData.Say(done);
            return Redirect("/library/award/jury" + (year is null ? "" : $"?year={year}"));
        }

        return await Show(year) ?? Refused(outcome, prefix);
    }

    private async Task<IActionResult?> Show(int? year)
    {
        var listed = await list.Run(Actor, new() { Year = year, ForJury = true }, Cancel);
        if (!listed.Done)
        {
            return Refused(listed);
        }

        Listed = listed.Value;
        return null;
    }

    public sealed record Scores
    {
        public int? Understanding { get; init; }
        public int? Response { get; init; }
        public int? Result { get; init; }
        public string? Line { get; init; }
    }
}
