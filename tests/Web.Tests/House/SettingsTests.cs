using Microsoft.Extensions.DependencyInjection;
using Wardwise.Testing;
using Wardwise.Web.Security;

namespace Wardwise.Web.Tests.House;

/// <summary>Tests say the same on a machine where somebody runs an instance of their own.</summary>
public sealed class SettingsTests
{
    [Fact]
    public async Task AStation_IsNotToldWhatTheEnvironmentSays()
    {
        Environment.SetEnvironmentVariable("WARDWISE_HOSTS", "elsewhere.example");
        await using var web = await WebStation.Create();
        Assert.Empty(web.App.Services.GetRequiredService<PublicAddress>().Hosts);
        Assert.Null(Environment.GetEnvironmentVariable("WARDWISE_HOSTS"));
    }

    [Theory]
    [InlineData("WARDWISE_ADDRESS", true)]
    [InlineData("WARDWISE_SMTP_PASSWORD", true)]
    [InlineData("WARDWISE_CERTIFICATE", true)]
    [InlineData("ConnectionStrings__WardwiseOwner", true)]
    [InlineData("WARDWISE_DATA", false)]
    [InlineData("PATH", false)]
    public void WhatIsSaidToAnInstance_IsForgotten_AndWhatIsSaidToTheTestsIsNot(string name, bool forgotten) =>
        Assert.Equal(forgotten, Settings.IsOfAnInstance(name));
}
