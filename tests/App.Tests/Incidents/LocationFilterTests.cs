using Wardwise.App.Incidents;
using Wardwise.Domain.Accounts;
using Wardwise.Testing;

namespace Wardwise.App.Tests.Incidents;

/// <summary>A location is found however it, or the question, is written.</summary>
public sealed class LocationFilterTests
{
    [Theory]
    [InlineData("St Peter's", 2)]
    [InlineData("St Peter\u2019s", 2)]
    [InlineData("st  peters", 2)]
    [InlineData("ST PETER\u02BCS CL", 1)]
    [InlineData("Stoke-on-Trent", 1)]
    [InlineData("stoke\u2011on\u2013trent", 1)]
    [InlineData("CAFE", 1)]
    [InlineData("peter' or true --", 0)]
    [InlineData("%", 0)]
    [InlineData("'", 5)]
    public async Task ALocation_IsFoundHoweverItIsWritten(string asked, int many)
    {
        await using var station = await Station.Create();
        var path = new StreetFile()
            .Asb(location: "On or near St Peter's Close")
            .Asb(location: "On or near St Peter’s Road")
            .Asb(location: "On or near Stoke-On-Trent Way")
            .Asb(location: "On or near Café Row")
            .Asb(location: "On or near High Street")
            .Save(station.Home);
        var imported = await station.Get<ImportIncidents>().Run(station.Owner, new() { Paths = [path], Force = "wealdshire" }, default);
        Assert.Equal(5, imported.Value.Added);

        var listed = await station
            .Get<ListIncidents>()
            .Run(await station.As(Role.Officer), new() { Filter = new() { Location = asked } }, default);
        Assert.Equal((many, many), (listed.Value.Total, listed.Value.Lines.Count));
    }
}
