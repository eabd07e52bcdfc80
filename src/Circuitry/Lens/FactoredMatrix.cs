using System.Diagnostics;
using static TorchSharp.torch;

namespace Circuitry.Lens;

/// <summary>
/// The product of two matrices that is never formed, such as a head's OV circuit, d_model x d_model by way of d_head. Multiplies from
/// the right, as all weights do. Owns its factors.
/// </summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class FactoredMatrix : IDisposable
{
    /// <summary>Puts two factors together, which it then owns.</summary>
    /// <param name="left">[..., rows, inner].</param>
    /// <param name="right">[..., inner, columns].</param>
    /// <exception cref="LensException">The inner sizes differ.</exception>
    public FactoredMatrix(Tensor left, Tensor right)
    {
        if (left.size(-1) != right.size(-2))
        {
            throw new LensException(
                FormattableString.Invariant(
                    $"a matrix of [..., {left.size(-2)}, {left.size(-1)}] and one of [..., {right.size(-2)}, {right.size(-1)}] have no product"
                )
            );
        }

        (Left, Right) = (left, right);
    }

    /// <summary>The left factor, [..., rows, inner].</summary>
    public Tensor Left { get; }

    /// <summary>The right factor, [..., inner, columns].</summary>
    public Tensor Right { get; }

    /// <summary>The product, [..., rows, columns]; the caller's.</summary>
    public Tensor Product() => Left.matmul(Right);

    /// <summary>
    /// The singular value decomposition of the product by those of the factors: U [..., rows, inner], S [..., inner], falling, and V [...,
    /// columns, inner], columns of U and V being singular vectors; the caller's.
    /// </summary>
    public (Tensor U, Tensor S, Tensor V) Svd()
    {
        using var scope = NewDisposeScope();
        var (ul, sl, vl) = linalg.svd(Left, fullMatrices: false);
        var (ur, sr, vr) = linalg.svd(Right, fullMatrices: false);
        var middle = (sl.unsqueeze(-1) * vl).matmul(ur * sr.unsqueeze(-2));
        var (um, s, vm) = linalg.svd(middle, fullMatrices: false);
        return (
            ul.matmul(um).MoveToOuterDisposeScope(),
            s.MoveToOuterDisposeScope(),
            vr.transpose(-2, -1).matmul(vm.transpose(-2, -1)).MoveToOuterDisposeScope()
        );
    }

    /// <summary>The eigenvalues of the product that are not zero, complex, [..., inner], as those of right times left; the caller's.</summary>
    /// <exception cref="LensException">The product is not square.</exception>
    public Tensor Eigenvalues()
    {
        if (Left.size(-2) != Right.size(-1))
        {
            throw new LensException("only a square product has eigenvalues; take singular values of this one");
        }

        using var scope = NewDisposeScope();
        return linalg.eigvals(Right.matmul(Left)).MoveToOuterDisposeScope();
    }

    /// <summary>The Frobenius norm of the product, [...]; the caller's.</summary>
    public Tensor Norm()
    {
        using var scope = NewDisposeScope();
        // |AB|^2 = tr(A'A BB'), all of inner size.
        var (left, right) = (Left.transpose(-2, -1).matmul(Left), Right.matmul(Right.transpose(-2, -1)));
        return left.mul(right.transpose(-2, -1))
            .sum([-1, -2])
            .clamp_min(Scalars.Of(0))
            .sqrt()
            .MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Left.Dispose();
        Right.Dispose();
    }

    /// <summary>The shape, and by way of what.</summary>
    public override string ToString() =>
        FormattableString.Invariant($"{Left.size(-2)} x {Right.size(-1)} by way of {Left.size(-1)}");
}
