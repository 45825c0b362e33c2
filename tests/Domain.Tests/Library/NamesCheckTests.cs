using Wardwise.Domain.Library;

namespace Wardwise.Domain.Tests.Library;

/// <summary>What still names a person, or tells where and when too exactly, is found before a text leaves the force and when one comes
/// in.</summary>
public sealed class NamesCheckTests
{
    private static readonly NamesCheck Check = new(
        ["Asha Rowe", "Tom O'Neill-Hart", "Mary Green"],
        ["Bandley Hill", "Netherwisk", "Central"],
        ["Ashmoor Council", "Wealdshire", "Lanternlea Homes"]
    );

    [Theory]
    [InlineData("Mr Hargreaves lets them in")]
    [InlineData("we saw Mrs. J. Patel")]
    [InlineData("seen by PC Rowe on foot")]
    [InlineData("PCSO Twelvetrees")]
    [InlineData("Sgt O'Neill")]
    [InlineData("Cllr Bright raised it")]
    [InlineData("a visit by mr smith")]
    [InlineData("PC 1234 attended")]
    [InlineData("collar number 5521")]
    [InlineData("The shop of Wojciech Nowakowski")]
    [InlineData("Wojciech Nowakowski rides there")]
    [InlineData("told by Zoltan\nNagyvaradi")]
    [InlineData("JOHN HARGREAVES rides there")]
    [InlineData("a boy called kevin")]
    [InlineData("Kevin's brother")]
    [InlineData("asha rowe wrote it")]
    [InlineData("as Rowe wrote")]
    [InlineData("Tom O’Neill\u2011Hart")]
    [InlineData("Zol\u200Btan Nagy\u200Bvaradi")]
    [InlineData("Ｚoltan Ｎagyvaradi")]
    [InlineData("J. Hargreaves")]
    [InlineData("the J Hargreaves yard")]
    [InlineData("Ask Zoltan Nagyvaradi first")]
    public void APerson_IsFound(string text) => Found(text, NamesFoundKind.Person);

    [Theory]
    [InlineData("01632 960 123")]
    [InlineData("(01632) 960123")]
    [InlineData("020 7946 0958")]
    [InlineData("07700 900 461")]
    [InlineData("07700-900-461")]
    [InlineData("+44 7700 900461")]
    [InlineData("+44 (0)20 7946 0958")]
    [InlineData("0044 1632 960123")]
    [InlineData("07700900461")]
    [InlineData("0 7 7 0 0 9 0 0 4 6 1")]
    [InlineData("+33 1 23 45 67 89")]
    public void APhone_IsFound(string phone) => Found($"Ring {phone} for it", NamesFoundKind.Phone);

    [Theory]
    [InlineData("a.person@council.example")]
    [InlineData("person [at] council [dot] example")]
    [InlineData("person @ council.example")]
    public void AnEmail_IsFound(string email) => Found($"write to {email} soon", NamesFoundKind.Email);

    [Theory]
    [InlineData("AB12 CDE")]
    [InlineData("AB12CDE")]
    [InlineData("ab12 cde")]
    [InlineData("K123 ABC")]
    [InlineData("k123abc")]
    [InlineData("ABC 123D")]
    [InlineData("ABC 1D")]
    [InlineData("XBC 1234")]
    [InlineData("AB 1234")]
    [InlineData("1234 AB")]
    [InlineData("123 XYZ")]
    [InlineData("BIZ 4567")]
    public void APlate_OfWhateverAge_IsFound(string plate) => Found($"a van, {plate}, was there", NamesFoundKind.Plate);

    [Theory]
    [InlineData("SG1 1AA")]
    [InlineData("sg11aa")]
    [InlineData("EC1A 1BB")]
    [InlineData("12 Acacia Avenue")]
    [InlineData("12a Old Mill Lane")]
    [InlineData("4-6 Fern Close")]
    [InlineData("12 acacia avenue")]
    [InlineData("Flat 3")]
    [InlineData("Acacia Avenue")]
    [InlineData("1 High Street")]
    public void AnAddress_IsFound(string address) => Found($"they meet at {address} after six", NamesFoundKind.Address);

    [Theory]
    [InlineData("TL 234 567", NamesFoundKind.Position)]
    [InlineData("TL2345667890", NamesFoundKind.Position)]
    [InlineData("51.9012, -0.2017", NamesFoundKind.Position)]
    [InlineData("523456, 223456", NamesFoundKind.Position)]
    [InlineData("///filled.count.soap", NamesFoundKind.Position)]
    [InlineData("@bikelife_sg1", NamesFoundKind.Handle)]
    [InlineData("snap: bikelife", NamesFoundKind.Handle)]
    [InlineData("https://example.org/boys", NamesFoundKind.Handle)]
    [InlineData("dob 12.4.08", NamesFoundKind.Date)]
    [InlineData("12/04/2008", NamesFoundKind.Date)]
    [InlineData("2008-04-12", NamesFoundKind.Date)]
    [InlineData("12th April", NamesFoundKind.Date)]
    [InlineData("April 12, 2008", NamesFoundKind.Date)]
    [InlineData("May 2026", NamesFoundKind.Date)]
    [InlineData("943 476 5919", NamesFoundKind.Number)]
    [InlineData("9434765919", NamesFoundKind.Number)]
    [InlineData("JG 12 34 56 C", NamesFoundKind.Number)]
    [InlineData("jg123456c", NamesFoundKind.Number)]
    [InlineData("P-2026-0142", NamesFoundKind.Number)]
    [InlineData("41/23456/26", NamesFoundKind.Number)]
    [InlineData("Netherwisk", NamesFoundKind.Place)]
    [InlineData("Bandley Hill", NamesFoundKind.Place)]
    [InlineData("<b>bold</b>", NamesFoundKind.Markup)]
    [InlineData("&lt;script&gt;", NamesFoundKind.Markup)]
    public void WhatElseTells_IsFound(string words, NamesFoundKind kind) => Found($"there was {words} in it", kind);

    [Theory]
    [InlineData(
        "Six or seven young men ride off-road bikes across the green, most days between four and seven, and families no longer use "
            + "the play area."
    )]
    [InlineData("Ashmoor Council fitted a barrier; Lanternlea Homes paid half. It cost £4,200, and 12 to 44 reports were prevented.")]
    [InlineData("Reports fell by 46 in 100, from 9.5 a month to 5. Of 61 places like it 2 changed as much.")]
    [InlineData("The Crown Prosecution Service agreed. A Public Spaces Protection Order was made for the town centre.")]
    [InlineData("Neighbourhood Watch and the Anti-Social Behaviour team met on Mondays in summer.")]
    [InlineData("Worked in spring; at Christmas it came back. Fridays and Saturdays are worst, from 9 PM to 2 AM.")]
    [InlineData("12 ASB reports in 3 months, 30 MPH signs, the A414 and the M25, 4 PCSOs, CCTV.")]
    [InlineData("The High Street is lit. Police patrols alone did not help. Central government paid.")]
    [InlineData("Cut vehicle nuisance by 40% within 12 months. 1,200 homes, 300 metres, 25,600 addresses.")]
    [InlineData("Housing Association tenants were asked: 60 of 80 agreed.")]
    [InlineData("Home Office money\n\nFire and Rescue visited 40 flats")]
    public void WhatNamesNobody_IsLeftAlone(string text) => Assert.Empty(Check.Of("text", text));

    [Fact]
    public void WhatIsFound_IsToldWithItsPlace_InOrder_AndOnce()
    {
        var found = Check.Of("What recurs", "Mr Hargreaves rings 07700 900461. Mr Hargreaves lives at 12 Acacia Avenue, SG1 1AA.");
        Assert.Equal(["Mr Hargreaves", "07700 900461", "12 Acacia Avenue", "SG1 1AA"], found.Select(f => f.Words));
        Assert.All(found, f => Assert.Equal("What recurs", f.Where));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \n ")]
    public void NoText_NamesNobody(string? text) => Assert.Empty(Check.Of("text", text));

    [Fact]
    public void ALongText_IsReadToTheEnd()
    {
        var text = string.Concat(Enumerable.Repeat("Aaaa 0 1 2 3 AB12 12 word.word @ (0) / ", 2_000));
        Check.Of("text", text);
        Check.Of("text", new string('A', 80_000));
        Check.Of("text", string.Concat(Enumerable.Repeat("A ", 40_000)));
        Check.Of("text", new string('0', 80_000));
    }

    private static void Found(string text, NamesFoundKind kind) =>
        Assert.True(
            Check.Of("text", text).Any(f => f.Kind == kind),
            $"'{text}' gave {string.Join(", ", Check.Of("text", text).Select(f => $"{f.Kind} '{f.Words}'"))}"
        );
}
