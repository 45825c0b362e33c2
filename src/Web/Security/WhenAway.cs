using Wardwise.App.Data;

namespace Wardwise.Web.Security;

/// <summary>While the database is away every page is this one, made without it.</summary>
internal sealed class WhenAway(RequestDelegate next, Database database)
{
    private const string SecondsToWait = "30";

    private const string Page = """
        <!DOCTYPE html>
        <html lang="en-GB" class="govuk-template">
        <head>
            <meta charset="utf-8">
            <title>Wardwise cannot answer now</title>
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <link rel="stylesheet" href="/app.css">
        </head>
        <body class="govuk-template__body">
            <main id="main" class="govuk-width-container ww-page">
                <h1 class="govuk-heading-l">Wardwise cannot answer now</h1>
                <p class="govuk-body">The database cannot be reached. What you had saved before is kept;
                    what you sent just now may not be.</p>
                <p class="govuk-body">Try again in a minute. If it goes on, tell your administrator.</p>
            </main>
        </body>
        </html>

        """;

    public async Task InvokeAsync(HttpContext http)
    {
        try
        {
            await next(http);
        }
        catch (Exception e) when (Database.IsAway(e) && !http.Response.HasStarted)
        {
            database.Lost(e);
            http.Response.Clear();
            http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            http.Response.ContentType = "text/html; charset=utf-8";
            http.Response.Headers.RetryAfter = SecondsToWait;
            await http.Response.WriteAsync(Page, http.RequestAborted);
        }
    }
}
