using Microsoft.AspNetCore.Mvc;
using Wardwise.App.Access;
using Wardwise.App.Library;
using Wardwise.App.Records;
using Wardwise.Web.Parts;
using Wardwise.Web.Security;

namespace Wardwise.Web.Pages.Library;

[Needs(Act.RecordLesson)]
public sealed class LessonNewModel(RecordLesson record, LessonChoices choices) : WardPage, ILessonForm
{
    public override bool HearsUnread(string? handler) => true;

    [BindProperty]
    public LessonAnswers Input { get; set; } = new();

    public LessonOffer Offer { get; private set; } = new();

    public async Task OnGetAsync()
    {
        Input = new() { OwnerId = Actor.Id };
        await Fill();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var recorded = await WhenRead(() => record.Run(Actor, Input.Typed, Cancel));
        if (recorded.Done)
        {
            TempData.Say($"Recorded as {recorded.Value.Reference}. What is to be done stands on the owner's day.");
            return Redirect(Addresses.Record(recorded.Value.Reference));
        }

        await Fill();
        return Refused(recorded);
    }

    private async Task Fill()
    {
        var offered = await choices.Run(Actor, Cancel);
        Offer = offered.Done ? LessonOffer.Of(offered.Value) : Offer;
    }
}
