namespace Wardwise.App.Data;

/// <summary>The instance cannot be opened; the message is one line that says what to do.</summary>
public sealed class InstanceException(string message, Exception? inner = null) : Exception(message, inner);
