namespace Wardwise.App.Data;

/// <summary>A piece of work that was only tried came to the point at which it would be kept: nothing was wrong with it, and it
/// never was.</summary>
public sealed class OnlyTriedException() : Exception("This was only tried. Nothing was kept.");
