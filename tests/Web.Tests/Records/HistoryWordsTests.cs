using System.ComponentModel;
using System.Reflection;
using System.Text.RegularExpressions;
using Wardwise.Domain.Accounts;
using Wardwise.Domain.Library;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Records;
using Wardwise.Testing;

namespace Wardwise.Web.Tests.Records;

/// <summary>A record's history speaks as its pages do: the question that was answered, and the time on London's clock.</summary>
public sealed partial class HistoryWordsTests
{
    [Theory]
    [InlineData(typeof(Scanning), "Problems/ScanningEdit")]
    [InlineData(typeof(Analysis), "Problems/AnalysisEdit")]
    [InlineData(typeof(Aim), "Problems/AimEdit")]
    [InlineData(typeof(ResponsePlan), "Problems/PlanEdit")]
    [InlineData(typeof(ResponsePlan), "Problems/Dates")]
    [InlineData(typeof(Assessment), "Problems/AssessmentEdit")]
    [InlineData(typeof(Tasking), "Problems/Step")]
    [InlineData(typeof(Lesson), "Library/_LessonForm")]
    [InlineData(typeof(Guide), "Library/_GuideForm")]
    public void EachAnswer_HasTheQuestionOfItsPage(Type section, string page)
    {
        var html = File.ReadAllText(Checkout.File(["src", "Web", "Pages", .. (page + ".cshtml").Split('/')]));
        var asked = Question()
            .Matches(html)
            .Select(m => (Property: section.GetProperty(m.Groups["field"].Value), Asked: m.Groups["asked"].Value))
            // Ids and drawn areas are left out of it.
            .Where(q => q.Property is not (null or { Name: "AreaGeoJson" or "AgencyId" or "AccountId" }))
            .ToList();
        Assert.NotEmpty(asked);
        Assert.Equal(asked.Select(q => q.Asked), asked.Select(q => q.Property!.GetCustomAttribute<DisplayNameAttribute>()?.DisplayName));
    }

    [Fact]
    public async Task WhatChanged_IsToldByItsQuestion_AndByLondonsClock()
    {
        await using var web = await WebStation.Create();
        var station = await ProblemStation.On(web.Station);
        var reference = await station.SignedOff();
        using var officer = await web.Browse(Role.Officer);
        await officer.Open($"/records/{reference}/history");
        Assert.Contains("Who does it hurt?", officer.Texts(".ww-changes dt"));
        Assert.Contains("Date the response started", officer.Texts(".ww-changes dt"));
        Assert.Contains("1 May 2026", officer.Texts(".ww-changes ins"));
        Assert.Contains("15 June 2026, 10:00", officer.Texts(".ww-changes ins"));
        Assert.Contains(officer.Texts(".ww-changes ins"), t => t.EndsWith("at 15 June 2026, 10:00", StringComparison.Ordinal));
        Assert.DoesNotMatch(@"\d{4}-\d\d-\d\d|\+00:00", officer.Text("main .moj-timeline"));
    }

    [GeneratedRegex(@"asp-for=""Input\.(?<field>\w+)""\s+(?:label|legend)=""(?<asked>[^""]+)""", RegexOptions.Singleline)]
    private static partial Regex Question();
}
