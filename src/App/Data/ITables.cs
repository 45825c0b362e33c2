using Microsoft.EntityFrameworkCore;

namespace Wardwise.App.Data;

/// <summary>The mapping of one area's tables. Found by reflection; names become snake_case by themselves.</summary>
internal interface ITables
{
    void Map(ModelBuilder model);
}
