using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Wardwise.App.Access;
using Wardwise.App.Library;
using Wardwise.Domain.Shared;
using Wardwise.Web.Security;

namespace Wardwise.Web.Pages.Library;

/// <summary>Who of my people has done which module?</summary>
[Needs(Act.SeeRecords)]
public sealed class TrainingModel(ShowTraining training) : WardPage
{
    public const int PageSize = 50;

    [FromQuery(Name = "page")]
    public int PageNumber { get; set; } = 1;

    public ShowTraining.Shown Shown { get; private set; } = null!;

    public IEnumerable<ShowTraining.Person> Rows => Shown.People.Skip((PageNumber - 1) * PageSize).Take(PageSize);

    /// <summary>"12 of 40 people have done all four modules, 9 none."</summary>
    public string Lead
    {
        get
        {
            var (people, modules) = (Shown.People, Shown.Modules);
            int Done(ShowTraining.Person p) => modules.Count(m => p.Done.ContainsKey(m.Id));
            return !Shown.OthersToo
                ? $"You have done {Words.Count(people.Sum(Done))} of {Words.Of(modules.Count, "module")}."
                : $"{people.Count(p => Done(p) == modules.Count)} of {Words.Of(people.Count, "person", "people")} have done all "
                    + $"{Words.Of(modules.Count, "module")}, {people.Count(p => Done(p) == 0)} none.";
        }
    }

    public async Task<IActionResult> OnGetAsync()
    {
        var shown = await training.Run(Actor, false, Cancel);
        if (!shown.Done)
        {
            return Refused(shown);
        }

        Shown = shown.Value;
        PageNumber = Math.Clamp(PageNumber, 1, Math.Max(1, (Shown.People.Count + PageSize - 1) / PageSize));
        return Page();
    }
}

/// <summary>The same as a file, for those who see others.</summary>
[Needs(Act.ExportData)]
public sealed class TrainingCsvModel(ShowTraining training) : WardPage
{
    public async Task<IActionResult> OnGetAsync()
    {
        var shown = await training.Run(Actor, true, Cancel);
        if (!shown.Done)
        {
            return Refused(shown);
        }

        return CsvFile(
            "training.csv",
            ["name", "team", .. shown.Value.Modules.Select(m => m.Title)],
            shown.Value.People.Select(p =>
                (IReadOnlyList<object?>)
                    [
                        p.Name,
                        p.Team,
                        .. shown.Value.Modules.Select(m =>
                            p.Done.TryGetValue(m.Id, out var done) ? done.On.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : ""
                        ),
                    ]
            )
        );
    }
}
