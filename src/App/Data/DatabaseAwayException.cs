namespace Wardwise.App.Data;

/// <summary>The database cannot be reached now. Nothing was done.</summary>
public sealed class DatabaseAwayException(Exception inner)
    : Exception("The database cannot be reached now. Nothing was done; try again in a minute.", inner);
