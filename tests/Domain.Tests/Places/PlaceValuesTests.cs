using Wardwise.Domain.Places;

namespace Wardwise.Domain.Tests.Places;

public sealed class PlaceValuesTests
{
    [Theory]
    [InlineData("sg11xy", "SG1 1XY")]
    [InlineData(" AL1  1AE ", "AL1 1AE")]
    [InlineData("EC1A1BB", "EC1A 1BB")]
    [InlineData("W1A 0AX", "W1A 0AX")]
    [InlineData("M11AE", "M1 1AE")]
    [InlineData("B338TH", "B33 8TH")]
    public void APostcode_IsReadHoweverItIsWritten(string text, string usual)
    {
        Assert.True(Postcode.TryParse(text, out var postcode));
        Assert.Equal(usual, postcode.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("SG1")]
    [InlineData("SG1 1X")]
    [InlineData("SG1 1CX")]
    [InlineData("1SG 1XY")]
    [InlineData("SGGG1 1XY")]
    [InlineData("AL1 1AE 2")]
    public void WhatIsNoPostcode_IsNotRead(string text) => Assert.False(Postcode.TryParse(text, out _));

    [Theory]
    [InlineData(91, 0)]
    [InlineData(0, 181)]
    [InlineData(double.NaN, 0)]
    public void APositionOffTheGlobe_CannotBeBuilt(double lat, double lon)
    {
        Assert.False(LatLon.TryCreate(lat, lon, out _));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LatLon(lat, lon));
    }

    [Theory]
    [InlineData(51.9, -0.2)] // Stevenage
    [InlineData(49.915, -6.315)] // St Mary's, Scilly
    [InlineData(60.8, -0.87)] // Unst, Shetland
    [InlineData(51.14, 1.37)] // Dover
    [InlineData(52.48, 1.763)] // Lowestoft
    [InlineData(54.6, -5.93)] // Belfast
    [InlineData(57.81, -8.57)] // St Kilda
    [InlineData(53.32, -4.69)] // South Stack, Anglesey
    [InlineData(51.88, -5.31)] // St Davids Head
    [InlineData(54.63, -4.86)] // Mull of Galloway
    [InlineData(50.58, -1.3)] // St Catherine's Point
    public void APlaceOnLand_IsWithinTheShores(double lat, double lon) => Assert.True(Shores.Hold(new(lat, lon)));

    [Theory]
    [InlineData(0, 0)]
    [InlineData(-0.2, 51.9)] // swapped
    [InlineData(51.9, -20.2)] // Atlantic
    [InlineData(55.5, 2.5)] // North Sea
    [InlineData(48.85, 2.35)] // Paris
    [InlineData(53.35, -6.26)] // Dublin
    [InlineData(50.2, -1.0)] // English Channel
    [InlineData(53.8, -4.9)] // Irish Sea
    public void APlaceAtSeaOrAbroad_IsNot(double lat, double lon) => Assert.False(Shores.Hold(new(lat, lon)));
}
