using Wardwise.Domain.Accounts;
using Wardwise.Domain.Problems;
using Wardwise.Testing;

namespace Wardwise.Web.Tests.Interface;

/// <summary>A text's limit stands beside it, also without script; too long a text is refused with the sentence, and nothing of it is
/// lost.</summary>
public sealed class TextLimitPagesTests
{
    [Fact]
    public async Task ALimitStandsBesideItsField_AndOneCharacterMoreLosesNothing()
    {
        await using var web = await WebStation.Create();
        var station = await ProblemStation.On(web.Station);
        var reference = await station.Opened();
        using var officer = await web.Browse(Role.Officer);
        await officer.Open($"/problems/{reference}/scanning");
        Assert.Equal("You can enter up to 150 characters", officer.Text("#Input-Title-info"));
        Assert.Equal("You can enter up to 20000 characters", officer.Text("#Input-WhatRecurs-info"));
        Assert.Equal(
            "20000",
            officer.Page.QuerySelector("#Input-WhatRecurs")!.Closest(".govuk-character-count")!.GetAttribute("data-maxlength")
        );

        var (title, text) = (new string('t', Problem.TitleLength + 1), new string('w', 20_001));
        await officer.Send(new() { ["Input.Title"] = title, ["Input.WhatRecurs"] = text });
        Assert.Equal(
            ["The title must be 150 characters or fewer.", "What keeps happening must be 20,000 characters or fewer."],
            officer.Errors
        );
        Assert.Equal(title, officer.Page.QuerySelector("#Input-Title")!.GetAttribute("value"));
        Assert.Equal(text, officer.Page.QuerySelector("#Input-WhatRecurs")!.TextContent.Trim());
    }

    [Fact]
    public async Task ANoteThatIsTooLong_IsRefused_AndIsKeptInTheBox()
    {
        await using var web = await WebStation.Create();
        var station = await ProblemStation.On(web.Station);
        var reference = await station.Opened();
        using var officer = await web.Browse(Role.Officer);
        await officer.Open($"/problems/{reference}");
        Assert.Equal("You can enter up to 10000 characters", officer.Text("#note-info"));

        var text = new string('n', 10_001);
        await officer.Send(new() { ["Input.Text"] = text, ["Input.Visibility"] = "Partners" });
        Assert.Equal(["The note must be 10,000 characters or fewer."], officer.Errors);
        Assert.Equal(text, officer.Page.QuerySelector("#Input-Text")!.TextContent.Trim());
        Assert.Equal("Partners", officer.Page.QuerySelector("[name='Input.Visibility'][checked]")!.GetAttribute("value"));
    }
}
