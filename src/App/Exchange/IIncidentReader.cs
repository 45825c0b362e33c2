using Wardwise.App.Incidents;

namespace Wardwise.App.Exchange;

/// <summary>Takes what a reader finds, in the order of the file.</summary>
internal interface IIncidentSink
{
    void Take(ref IncidentRow row);

    void Reject(long line, string reason);
}

/// <summary>Reads one format of incident files.</summary>
internal interface IIncidentReader
{
    /// <summary>How the files of a folder end.</summary>
    string Ending { get; }

    /// <returns>Null, or what is wrong with the file as a whole.</returns>
    FileFault? Read(InputFile file, IIncidentSink sink);
}
