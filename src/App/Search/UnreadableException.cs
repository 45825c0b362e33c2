using System.Text.Json;
using System.Text.RegularExpressions;
using Npgsql;

namespace Wardwise.App.Search;

/// <summary>A record that the index cannot read, though the database and the index are well.</summary>
internal sealed class UnreadableException(Exception cause) : Exception("A record cannot be read by the index.", cause)
{
    /// <summary>For an administrator, who may not read the record: says nothing of its text.</summary>
    public string Reason =>
        InnerException is PostgresException refused
            ? $"The database did not take its words (code {refused.SqlState})."
            : $"Its words could not be read ({InnerException!.GetType().Name}).";

    /// <summary>What a record's own content can bring about. A function that is not there, a right that is lacking, a server that is gone,
    /// full or busy, and whoever stopped us, say nothing of the record: every record would be set aside for them.</summary>
    public static bool IsOfTheRecord(Exception e) =>
        e switch
        {
            // A value that cannot be had, a rule of the table that it breaks, more than the server takes.
            PostgresException refused => refused.SqlState[..2] is "22" or "23" or "54",
            JsonException or FormatException or ArgumentException or ArithmeticException => true,
            IndexOutOfRangeException or KeyNotFoundException or NullReferenceException or RegexMatchTimeoutException => true,
            // A part of a text's fields that is of another kind than it should be.
            InvalidOperationException odd => odd.TargetSite?.DeclaringType?.Assembly == typeof(JsonElement).Assembly,
            _ => false,
        };
}
