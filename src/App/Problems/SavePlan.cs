using Wardwise.App.Access;
using Wardwise.App.Records;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Problems;

/// <summary>Saves who agreed the plan and when, and what victims and the public are told.</summary>
public sealed class SavePlan(RecordDesk desk)
{
    internal const string Why = "saved the response section";

    public sealed record Input : SectionInput
    {
        [AtMost(TextLimits.Line, "Who agreed the plan")]
        public string? AgreedBy { get; init; }
        public DateOnly? AgreedOn { get; init; }

        [AtMost(TextLimits.Long, "What the victims are told")]
        public string? VictimsTold { get; init; }

        [AtMost(TextLimits.Long, "What the public is told")]
        public string? PublicTold { get; init; }
    }

    public Task<Outcome<Nothing>> Run(Actor actor, Input input, CancellationToken cancel) =>
        desk.SaveSection(
            actor,
            input,
            Why,
            f => f.Plan,
            (work, file) =>
            {
                if (input.AgreedOn > work.Today)
                {
                    return new Refusal("The date the plan was agreed must be today or in the past.", nameof(Input.AgreedOn));
                }

                if (input.AgreedOn is not null && string.IsNullOrWhiteSpace(input.AgreedBy))
                {
                    return new Refusal("Enter who agreed the plan.", nameof(Input.AgreedBy));
                }

                file.Plan.AgreedBy = input.AgreedBy.OnOneLine();
                file.Plan.AgreedOn = input.AgreedOn;
                file.Plan.VictimsTold = input.VictimsTold.Tidy();
                file.Plan.PublicTold = input.PublicTold.Tidy();
                return default(Nothing);
            },
            cancel
        );
}
