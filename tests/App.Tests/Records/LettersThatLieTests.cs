using System.Text;
using static Wardwise.App.Tests.Records.MadeFiles;

namespace Wardwise.App.Tests.Records;

/// <summary>A letter is known for what came with it, however it is packed, called or written.</summary>
public sealed class LettersThatLieTests
{
    [Theory]
    [InlineData("From: <Saved by Blink>\r\nSnapshot-Content-Location: https://a.example\r\n", "Web pages")]
    [InlineData("", "Web pages")]
    [InlineData("From: a@b.example\r\nTo: c@d.example\r\n", "macros")]
    public void AWebArchive_IsNoLetterAndNoText(string head, string says) =>
        Refuses(
            says,
            "plan.txt",
            head
                + "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n"
                + "--x\r\nContent-Type: text/html\r\n\r\n<p>Hi</p>\r\n"
                + "--x\r\nContent-Type: image/png; name=a.png\r\nContent-Transfer-Encoding: base64\r\n\r\nQWN0aXZlTWltZQAA\r\n--x--\r\n"
        );

    public static TheoryData<string, string, string> Attached =>
        new()
        {
            { "program", "Content-Disposition: attachment; filename=\"=?utf-8?B?YS5leGU=?=\"", "hello" },
            { "program", "Content-Disposition: attachment; filename*=utf-8''a%2Eexe", "hello" },
            { "program", "Content-Disposition: attachment; filename*0=a.e; filename*1=xe", "hello" },
            { "program", "Content-Disposition: attachment; filename=a.txt; filename*=utf-8''a%2Eexe", "hello" },
            { "program", "Content-Disposition: attachment; filename*=utf-8''a.txt; filename=a.exe", "hello" },
            { "program", "Content-Type: text/plain; name=a.exe\r\nContent-Disposition: attachment; filename=a.txt", "hello" },
            { "program", "Content-Type: image/png\r\nContent-Transfer-Encoding: base64", Base64(RunsAsIs) },
            {
                "program",
                "Content-Type: text/plain\r\nContent-Transfer-Encoding: quoted-printable",
                "MZ=90=00=03=00=00=00=04=00=00=00=FF=FF=00=00"
            },
            { "Web pages", "Content-Type: text/html; name=a.txt", "<html><script>x</script></html>" },
            {
                "macros",
                "Content-Type: x/y; name=a.docx\r\nContent-Transfer-Encoding: base64",
                Base64(Word("", ("word/vbaProject.bin", [1])))
            },
            { "archive", "Content-Type: x/y; name=a.docx\r\nContent-Transfer-Encoding: base64", Base64(Zip(("a.txt", "a"))) },
            {
                "program",
                "Content-Type: message/rfc822",
                "From: a@b.example\r\nTo: c@d.example\r\nContent-Type: x/y; name=a.exe\r\n\r\nhello"
            },
            {
                "macros",
                "Content-Type: application/pkcs7-signature; name=smime.p7s\r\nContent-Transfer-Encoding: base64",
                Base64(Word("", ("word/vbaProject.bin", [1])))
            },
            {
                "is not taken",
                "Content-Type: application/x-pkcs7-signature\r\nContent-Transfer-Encoding: base64",
                Base64([0x30, 0x82, 1, 0, 6, 9, 0, 1])
            },
            {
                "archive",
                "Content-Type: multipart/signed; protocol=\"application/pkcs7-signature\"; boundary=y",
                Signed(Zip(("a.txt", "a")))
            },
        };

    [Theory]
    [MemberData(nameof(Attached))]
    public void ALetterWithWhatIsNotTaken_IsRefused_HoweverItIsPackedOrCalled(string says, string head, string content) =>
        Refuses(says, "mail.eml", Letter(head, content));

    [Theory]
    [InlineData("Content-Disposition: attachment; filename=a.txt\r\nContent-Disposition: attachment; filename=b.txt")]
    [InlineData("Content-Type: text/plain\r\nContent-Type: x/y; name=b.txt")]
    [InlineData("Content-Transfer-Encoding: 7bit\r\nContent-Transfer-Encoding: base64")]
    [InlineData("Content-Disposition: attachment; filename=a.txt; FileName=b.txt")]
    [InlineData("Content-Type: x/y; name=\"a;.txt\";\r\n name=b.txt")]
    [InlineData("Content-Type: multipart/mixed; boundary=y; boundary=z\r\n\r\n--y\r\n\r\nx\r\n--y--")]
    [InlineData("Content-Type: multipart/mixed; boundary=y\r\n\r\n--y\r\n\r\nx\r\n--y--\r\n--y\r\n\r\nx\r\n--y--")]
    public void ALetterThatSaysAThingTwice_IsRefused(string head) => Refuses("two kinds", "mail.eml", Letter(head, "hello"));

    [Fact]
    public void ALetterWithAFileWrittenIntoItsText_IsRefused_WhenTheFileIsNotTaken()
    {
        string Written(string name, byte[] content)
        {
            using var to = new MemoryStream();
            using (var lines = new MimeKit.IO.FilteredStream(to))
            {
                lines.Add(new MimeKit.IO.Filters.EncoderFilter(new MimeKit.Encodings.UUEncoder()));
                lines.Write(content, 0, content.Length);
                lines.Flush();
            }

            return $"Hello\r\n\r\nbegin 644 {name}\r\n{Encoding.ASCII.GetString(to.ToArray())}`\r\nend\r\n";
        }

        const string Text = "Content-Type: text/plain";
        Refuses("program", "mail.eml", Letter(Text, Written("a.exe", "hello"u8.ToArray())));
        Refuses("program", "mail.eml", Letter(Text, Written("a.txt", RunsAsIs)));
        Refuses(
            "program",
            "mail.eml",
            Letter(Text + "\r\nContent-Transfer-Encoding: base64", Base64(Encoding.ASCII.GetBytes(Written("a.txt", RunsAsIs))))
        );
        Refuses("program", "mail.eml", Letter(Text, "begin-base64 644 a.txt\r\n" + Base64(RunsAsIs) + "\r\n====\r\n"));
        Assert.True(Of("mail.eml", Letter(Text, Written("a.txt", "hello"u8.ToArray()) + "We begin 100 years late\r\n")).Done);
    }
}
