using System.Collections;
using System.Reflection;

namespace Circuitry.Generators.Tests;

/// <summary>Walks over the fields of objects, as a garbage collector would.</summary>
internal static class ReachableObjects
{
    public static IReadOnlyCollection<object> From(IEnumerable<object?> roots)
    {
        var visited = new HashSet<object>(ReferenceEqualityComparer.Instance);
        var queue = new Queue<object?>(roots);
        while (queue.TryDequeue(out var value))
        {
            if (value is null || !visited.Add(value) || value is string || value.GetType().IsPrimitive)
            {
                continue;
            }

            if (value is IEnumerable items && value.GetType().IsArray)
            {
                foreach (var item in items)
                {
                    queue.Enqueue(item);
                }
            }

            // A compiler's object leads to all others; finding it is enough.
            if (value.GetType().Namespace?.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal) == true)
            {
                continue;
            }

            for (var type = value.GetType(); type is not null; type = type.BaseType)
            {
                foreach (
                    var field in type.GetFields(
                        BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly
                    )
                )
                {
                    queue.Enqueue(field.GetValue(value));
                }
            }
        }

        return visited;
    }
}
