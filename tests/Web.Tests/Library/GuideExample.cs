using Wardwise.App.Library;
using Wardwise.Domain.Accounts;
using Wardwise.Domain.Library;
using Wardwise.Domain.Problems;
using Wardwise.Testing;
using Wardwise.Web.Tests.Records;

namespace Wardwise.Web.Tests.Library;

/// <summary>Every way to write a guide.</summary>
internal sealed class GuideExample() : RecordExample(Guide.RecordKind, Role.Coordinator)
{
    public override async Task<string> Make(ProblemStation station) =>
        (
            await station
                .Get<SaveGuide>()
                .Run(
                    station.Coordinator,
                    new()
                    {
                        Title = "How to scan",
                        Step = SaraStep.Scanning,
                        Form = GuideForm.WorkedExample,
                        Text = "Look at the incidents.",
                        AsDraft = true,
                    },
                    default
                )
        ).Value;

    public override IReadOnlyList<Write> Own { get; } =
    [
        new(
            typeof(SaveGuide),
            "edit",
            new()
            {
                ["Input.Version"] = "1",
                ["Input.Title"] = "How to scan well",
                ["Input.Step"] = "Scanning",
                ["Input.Form"] = "WorkedExample",
                ["Input.Text"] = "Look at the incidents first.",
                ["Input.AsDraft"] = "true",
            }
        )
        {
            Version = "Input.Version",
        },
    ];
}
