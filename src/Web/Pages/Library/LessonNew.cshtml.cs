using Microsoft.AspNetCore.Mvc;
using Wardwise.App.Access;
using Wardwise.App.Library;
using Wardwise.Domain.Shared;
using Wardwise.Web.Parts;
using Wardwise.Web.Security;

namespace Wardwise.Web.Pages.Library;

[Needs(Act.RecordLesson)]
public sealed class LessonNewModel(RecordLesson record) : LessonFormPage
{
    public async Task OnGetAsync()
    {
        Input = new() { OwnerId = Actor.Id };
        await Fill();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var recorded = ModelState.IsValid ? await record.Run(Actor, Typed, Cancel) : new List<Refusal>();
        if (recorded.Done)
        {
            TempData.Say($"Recorded as {recorded.Value.Reference}. What is to be done stands on the owner's day.");
            return Redirect("/library/lessons/" + recorded.Value.Reference);
        }

        await Fill();
        return Refused(recorded);
    }
}
