using Wardwise.App.Exchange;

namespace Wardwise.App.Incidents;

/// <summary>Takes what a reader finds, in the order of the file.</summary>
internal interface IIncidentSink
{
    void Take(ref IncidentRow row);

    void Reject(long line, string reason);

    /// <summary>What is doubtful about a row that goes in all the same.</summary>
    void Warn(long line, string reason);
}

/// <summary>Reads one format of incident files.</summary>
internal interface IIncidentReader
{
    /// <returns>Null, or what is wrong with the file as a whole.</returns>
    FileFault? Read(InputFile file, IIncidentSink sink);
}
