using System.ComponentModel;
using Wardwise.Domain.Records;

namespace Wardwise.Domain.Problems;

/// <summary>SARA, third step: who agreed the plan, and what people are told. Its steps are taskings on the record.</summary>
public sealed class ResponsePlan
{
    public required Guid RecordId { get; init; }

    public int Version { get; set; } = 1;

    [DisplayName("Who agreed the plan?")]
    public string AgreedBy { get; set; } = "";

    [DisplayName("When was it agreed?")]
    public DateOnly? AgreedOn { get; set; }

    [DisplayName("What are the victims told?")]
    public string VictimsTold { get; set; } = "";

    [DisplayName("What is the public told?")]
    public string PublicTold { get; set; } = "";

    [DisplayName("Date the response started")]
    public DateOnly? StartedOn { get; set; }

    [DisplayName("Date the response ended")]
    public DateOnly? EndedOn { get; set; }

    public bool IsStarted => StartedOn is not null || AgreedOn is not null || Said.Any(AgreedBy, VictimsTold, PublicTold);
}

/// <summary>What the rules ask of a step of the plan.</summary>
/// <param name="Technique">Its code in <see cref="Techniques"/>.</param>
/// <param name="Status">How far it is.</param>
/// <param name="HasEvidence">A file, or words on what was seen.</param>
public readonly record struct PlanStep(string? Technique, TaskingStatus Status, bool HasEvidence)
{
    public bool IsOpen => Status is TaskingStatus.ToDo or TaskingStatus.Doing;
}
