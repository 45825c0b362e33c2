namespace Wardwise.App.Data;

/// <summary>How the application connects.</summary>
/// <param name="App">For everything that people ask; owns nothing and is held by row-level security.</param>
/// <param name="Upkeep">For <see cref="Data.Upkeep"/> alone: a role that may act as the keeper.</param>
/// <param name="Owner">Owns everything: for migrations, and to see what the database is made of.</param>
public sealed record Logins(string App, string Upkeep, string Owner);
