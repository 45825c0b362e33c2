using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Wardwise.App.Access;
using Wardwise.App.Library;
using Wardwise.Domain.Shared;
using Wardwise.Web.Security;

namespace Wardwise.Web.Pages.Library;

/// <summary>What can we tell other forces, and what did they tell us?</summary>
[Needs(Act.EditLibrary)]
[RequestSizeLimit(ImportBytes)]
[RequestFormLimits(MultipartBodyLengthLimit = ImportBytes)]
public sealed class ExchangeModel(ExportLibrary export, ImportLibrary import) : WardPage
{
    public const int PageSize = 50;

    private const long ImportBytes = 25 << 20;

    [FromQuery(Name = "page")]
    public int PageNumber { get; set; } = 1;

    public ExportLibrary.Made Made { get; private set; } = null!;

    public ImportLibrary.Taken? Taken { get; private set; }

    public IEnumerable<ExportLibrary.Row> Rows =>
        Made
            .Rows.OrderBy(r => r.Goes)
            .ThenBy(r => r.LeftOut)
            .ThenBy(r => r.Reference, StringComparer.Ordinal)
            .Skip((PageNumber - 1) * PageSize)
            .Take(PageSize);

    public string Lead =>
        Made.Rows.Count(r => !r.Goes && !r.LeftOut) is var stays and > 0
            ? $"{Words.Of(Made.Rows.Count(r => r.Goes), "record")} can go. {Words.Of(stays, "record")} still "
                + $"{(stays == 1 ? "names" : "name")} somebody, or a place too exactly."
            : $"{Words.Of(Made.Rows.Count(r => r.Goes), "record")} can go.";

    public async Task<IActionResult> OnGetAsync() => await Look() ?? Page();

    public async Task<IActionResult> OnPostExportAsync()
    {
        var made = await export.Run(Actor, new(), Cancel);
        return made.Done
            ? File(
                JsonSerializer.SerializeToUtf8Bytes(made.Value.File, ExportLibrary.Json),
                "application/json",
                $"practice-{made.Value.Force}-{made.Value.File!.Made}.json"
            )
            : await Look() ?? Refused(made);
    }

    public async Task<IActionResult> OnPostImportAsync([Bind(Prefix = "Input.File")] IFormFile? file)
    {
        if (file is null)
        {
            ModelState.AddModelError("Input.File", "Choose the file.");
            return await Look() ?? Page();
        }

        await using var content = file.OpenReadStream();
        var taken = await import.Run(Actor, new() { Content = content }, Cancel);
        Taken = taken.Done ? taken.Value : null;
        Outcome<Nothing> refused = taken.Refusals.Select(r => r with { Field = "File" }).ToList();
        return await Look() ?? (taken.Done ? Page() : Refused(refused));
    }

    private async Task<IActionResult?> Look()
    {
        var made = await export.Run(Actor, new() { OnlyLook = true }, Cancel);
        if (!made.Done)
        {
            return Refused(made);
        }

        Made = made.Value;
        PageNumber = Math.Clamp(PageNumber, 1, Math.Max(1, (Made.Rows.Count + PageSize - 1) / PageSize));
        return null;
    }
}
