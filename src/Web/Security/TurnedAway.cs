namespace Wardwise.Web.Security;

/// <summary>Why a request was turned away before any page saw it: what the page about it says.</summary>
internal sealed record TurnedAway(string Heading, string Sentence)
{
    /// <summary>Answers with the status; the page of that status then says why.</summary>
    public static void From(HttpContext http, int status, string heading, string sentence)
    {
        http.Features.Set(new TurnedAway(heading, sentence));
        http.Response.StatusCode = status;
    }
}
