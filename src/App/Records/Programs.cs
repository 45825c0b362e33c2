using Wardwise.Domain.Shared;

namespace Wardwise.App.Records;

/// <summary>What a machine would run: by its first bytes, or because a double click on such a name starts it.</summary>
internal static class Programs
{
    private static readonly HashSet<string> Names =
    [
        .. (
            "exe dll com scr pif cpl sys drv ocx msi msp mst msix appx application gadget bat cmd ps1 ps1xml psm1 psd1 psc1 "
            + "vb vbs vbe js jse mjs ws wsf wsc wsh hta lnk url scf reg inf job jar jnlp class apk xapk ipa iso img vhd vhdx "
            + "dmg pkg app deb rpm run bin elf so dylib sh bash zsh csh ksh command fish py pyc pyw pyz pl rb php phtml asp "
            + "aspx jsp cgi chm hlp xll xla xlam ppam ppa wll docm dotm xlsm xltm xlsb pptm potm ppsm sldm slk iqy oqy rqy "
            + "dqy odc searchconnector-ms library-ms settingcontent-ms theme appref-ms diagcab msc desktop workflow action "
            + "html htm xhtml xht shtml mht mhtml svg svgz swf wasm"
        ).Split(' '),
    ];

    private static readonly HashSet<string> Documents = [.. "docm dotm xlsm xltm xlsb pptm potm ppsm sldm xlam ppam xla ppa".Split(' ')];
    private static readonly HashSet<string> Pages = [.. "html htm xhtml xht shtml mht mhtml svg svgz".Split(' ')];

    private static readonly byte[][] Begins =
    [
        [0x7F, .. "ELF"u8],
        [0xFE, 0xED, 0xFA, 0xCE],
        [0xFE, 0xED, 0xFA, 0xCF],
        [0xCE, 0xFA, 0xED, 0xFE],
        [0xCF, 0xFA, 0xED, 0xFE],
        [0xCA, 0xFE, 0xBA, 0xBE],
        [0xCA, 0xFE, 0xBA, 0xBF],
        [.. "\0asm"u8],
        [.. "dex\n"u8],
        [.. "!<arch>"u8],
        [.. "ITSF"u8],
        [.. "MSCF"u8],
        [.. "xar!"u8],
        [.. "koly"u8],
        // A link of Windows.
        [0x4C, 0, 0, 0, 1, 0x14, 2, 0],
        [.. "FWS"u8],
        [.. "CWS"u8],
        [.. "ZWS"u8],
    ];

    public static Refusal? Refuses(ReadOnlySpan<byte> file, string name) =>
        IsProgram(file) ? Refused.Program
        : EndOf(name) is not { } end || !Names.Contains(end) ? null
        : Documents.Contains(end) ? Refused.Macros
        : Pages.Contains(end) ? Refused.Page
        : Refused.Program;

    /// <summary>Whether a file of this name would be run.</summary>
    public static bool IsCalledLikeOne(string name) => EndOf(name) is { } end && Names.Contains(end);

    private static bool IsProgram(ReadOnlySpan<byte> file)
    {
        foreach (var begins in Begins)
        {
            if (file.StartsWith(begins))
            {
                return true;
            }
        }

        // "MZ" may begin a text; a program has empty bytes after it.
        return (file.StartsWith("MZ"u8) && file[..Math.Min(file.Length, 128)].Contains((byte)0))
            // A disc's image.
            || (file.Length > 0x8006 && file.Slice(0x8001, 5).SequenceEqual("CD001"u8));
    }

    private static string? EndOf(string name) =>
        name.LastIndexOf('.') is >= 0 and var at ? Folding.Fold(name[(at + 1)..]).Trim('.', ' ') : null;
}
