using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Wardwise.App.Access;
using Wardwise.App.Records;
using Wardwise.App.Sharing;
using Wardwise.Domain.Shared;
using Wardwise.Web.GovUk;
using Wardwise.Web.Parts;
using Wardwise.Web.Security;

namespace Wardwise.Web.Pages.Sharing;

[Needs(Act.SeeRecords)]
public sealed class RecordModel(ShowSharing show, ShareRecord share, EndShare end) : WardPage
{
    public override bool HearsUnread(string? handler) => handler is "Share";

    [LimitsOf(typeof(ShareRecord.Input))]
    public sealed record Typed
    {
        public Guid? AgencyId { get; init; }
        public string? Purpose { get; init; }
        public bool TakesPart { get; init; }
        public Guid? AgreementId { get; init; }

        public DateOnly? LastDay { get; init; }
    }

    [BindProperty(SupportsGet = true)]
    public string Reference { get; set; } = "";

    [BindProperty]
    public Typed Input { get; set; } = new();

    public ShowSharing.Shown Shown { get; private set; } = null!;

    public IReadOnlyList<Choice> Agencies => [.. Shown.Agencies.Select(a => new Choice { Text = a.Name, Value = a.Id.ToString() })];

    public IReadOnlyList<Choice> Agreements => [.. Shown.Agreements.Select(a => new Choice { Text = a.Name, Value = a.Id.ToString() })];

    /// <summary>"Tuesday 24 November at 14:05".</summary>
    public string WithoutAgreement => Exactly(Shown.WithoutAgreementUntil);

    public string BackHref => Addresses.Record(Shown.Reference);

    public async Task<IActionResult> OnGet() => await Load() ?? Page();

    public async Task<IActionResult> OnPostShare()
    {
        if (await Load() is { } missing)
        {
            return missing;
        }

        var input = new ShareRecord.Input
        {
            RecordId = Shown.RecordId,
            AgencyId = Input.AgencyId,
            Purpose = Input.Purpose,
            TakesPart = Input.TakesPart,
            AgreementId = Input.AgreementId,
            LastDay = Input.LastDay,
        };
        var shared = await WhenRead(() => share.Run(Actor, input, Cancel));
        return shared.Done && await Load() is { } gone
            ? gone
            : Settle(shared, shared.Done ? Said(Shown.Lines.Single(l => l.ShareId == shared.Value)) : "");
    }

    /// <summary>The row whose form came back, with what was typed.</summary>
    public (Guid ShareId, string? Why) Ending { get; private set; }

    public static string FieldOf(Guid shareId) => $"why-{shareId}";

    public async Task<IActionResult> OnPostEnd(Guid shareId, string? why)
    {
        if (await Load() is { } missing)
        {
            return missing;
        }

        Ending = (shareId, why);
        var ended = await end.Run(Actor, new() { ShareId = shareId, Why = why }, Cancel);
        return ended.Done ? Settle(ended, "It is no longer shared with them.") : Refused(ended, _ => FieldOf(shareId));
    }

    private static string Said(ShowSharing.Line line) =>
        line.Agreement is { } agreement
            ? $"It is shared with {line.Agency} {As(line)} under “{agreement}”"
                + $"{(line.EndsAt is { } last ? $", until {Until(last)}" : "")}."
            : $"It is shared with {line.Agency} {As(line)} without an agreement, until {Until(line.EndsAt!.Value)}.";

    /// <summary>"to read".</summary>
    public static string As(ShowSharing.Line line) => line.TakesPart ? "to take part" : "to read";

    private static string Until(DateTimeOffset end) => end.EndsADay() ? $"the end of {end.UntilInWords()}" : Exactly(end);

    private static string Exactly(DateTimeOffset at) =>
        LondonTime.Of(at).ToString("dddd d MMMM 'at' HH:mm", CultureInfo.GetCultureInfo("en-GB"));

    private IActionResult Settle<T>(Outcome<T> outcome, string done)
    {
        if (!outcome.Done)
        {
            return Refused(outcome);
        }

        TempData.Say(done);
        return Redirect(Addresses.Sharing(Reference));
    }

    private async Task<IActionResult?> Load()
    {
        var shown = await show.Run(Actor, Reference, Cancel);
        if (!shown.Done)
        {
            return Refused(shown);
        }

        Shown = shown.Value;
        return null;
    }
}
