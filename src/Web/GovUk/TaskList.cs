namespace Wardwise.Web.GovUk;

public sealed record TaskListOptions : Part
{
    public string? IdPrefix { get; init; }
    public IReadOnlyList<TaskItem?> Items { get; init; } = [];
}

public sealed record TaskItem
{
    public Part? Title { get; init; }
    public Part? Hint { get; init; }
    public TaskState? Status { get; init; }
    public string? Href { get; init; }
    public string? Classes { get; init; }
}

public sealed record TaskState : Part
{
    public Part? Tag { get; init; }
}

public static partial class Generate
{
    public static Element TaskList(TaskListOptions o) =>
        El("ul", "govuk-task-list")
            .Class(o.Classes)
            .Attrs(o.Attributes)
            .Add(o.Items.Select((item, i) => item is null ? null : TaskItem(item, $"{Or(o.IdPrefix, "task-list")}-{i + 1}")));

    private static Element TaskItem(TaskItem item, string id)
    {
        var linked = !string.IsNullOrEmpty(item.Href);
        var title = linked
            ? El("a", "govuk-link govuk-task-list__link", item.Title?.Content)
                .Class(item.Title?.Classes)
                .Attr("href", item.Href)
                .Attr("aria-describedby", item.Hint is null ? $"{id}-status" : $"{id}-hint {id}-status")
            : El("div", null, item.Title?.Content).Class(item.Title?.Classes);
        return El(
                "li",
                "govuk-task-list__item",
                El(
                    "div",
                    "govuk-task-list__name-and-hint",
                    title,
                    item.Hint is null ? null : El("div", "govuk-task-list__hint", item.Hint.Content).Attr("id", $"{id}-hint")
                ),
                El("div", "govuk-task-list__status", item.Status?.Tag is { } tag ? Tag(tag) : item.Status?.Content)
                    .Class(item.Status?.Classes)
                    .Attr("id", $"{id}-status")
            )
            .Class(linked ? "govuk-task-list__item--with-link" : null, item.Classes);
    }
}
