using static TorchSharp.torch;

namespace Circuitry.Tests;

public sealed class SafetensorsErrorTests
{
    [Fact]
    public void A_missing_file_is_named()
    {
        using var folder = new TemporaryFolder();
        var error = Assert.Throws<WeightsException>(() => new SafetensorsFile(folder.File("none.safetensors")));

        Assert.Equal(folder.File("none.safetensors"), error.File);
        Assert.Equal("no such file", error.Found);
    }

    [Fact]
    public void A_file_of_fewer_than_eight_bytes_is_refused()
    {
        var error = Refused([1, 2, 3]);

        Assert.Equal("at least 8 bytes", error.Expected);
        Assert.Equal("3 bytes", error.Found);
    }

    [Fact]
    public void A_header_longer_than_the_file_is_refused()
    {
        var error = Refused([100, 0, 0, 0, 0, 0, 0, 0, (byte)'{', (byte)'}']);

        Assert.Equal("a header that ends at byte 108", error.Expected);
        Assert.Equal("a file of 10 bytes", error.Found);
    }

    [Theory]
    [InlineData(new byte[] { 1, 225, 245, 5, 0, 0, 0, 0 }, "100000001")]
    [InlineData(new byte[] { 255, 255, 255, 255, 255, 255, 255, 255 }, "18446744073709551615")]
    public void An_absurd_header_length_is_refused(byte[] length, string shown)
    {
        var error = Refused([.. length, (byte)'{', (byte)'}']);

        Assert.Equal("a header of at most 100000000 bytes", error.Expected);
        Assert.Equal($"a header length of {shown}", error.Found);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("{\"x\":")]
    [InlineData("\u0000")]
    public void A_header_that_is_not_json_is_refused(string header) =>
        Assert.Equal("a header in JSON", Refused(header).Expected);

    [Fact]
    public void A_header_that_is_no_object_is_refused() => Assert.Equal("a JSON Array", Refused("[1]").Found);

    [Theory]
    [InlineData("""{"x":1}""")]
    [InlineData("""{"x":{"dtype":"F32","shape":[1]}}""")]
    [InlineData("""{"x":{"dtype":"F32","dtype":"F64","shape":[1],"data_offsets":[0,4]}}""")]
    public void An_entry_without_its_three_fields_is_refused(string header)
    {
        var error = Refused(header, 4);

        Assert.Equal("x", error.Tensor);
        Assert.Equal("an object of 'dtype', 'shape' and 'data_offsets', once each", error.Expected);
    }

    [Theory]
    [InlineData("\"F8_E4M3\"")]
    [InlineData("\"f32\"")]
    [InlineData("4")]
    public void An_unknown_dtype_is_named(string dtype)
    {
        var error = Refused($$$"""{"x":{"dtype":{{{dtype}}},"shape":[4],"data_offsets":[0,4]}}""", 4);

        Assert.Equal("x", error.Tensor);
        Assert.Equal(dtype, error.Found);
    }

    [Theory]
    [InlineData("[-1]", "no negative size in the shape")]
    [InlineData("[1.5]", "a shape of whole numbers")]
    [InlineData("[\"1\"]", "a shape of whole numbers")]
    [InlineData("1", "a shape of whole numbers")]
    public void A_shape_is_whole_numbers_from_zero(string shape, string expected) =>
        Assert.Equal(
            expected,
            Refused($$$"""{"x":{"dtype":"F32","shape":{{{shape}}},"data_offsets":[0,4]}}""", 4).Expected
        );

    [Theory]
    [InlineData("[0,8]")]
    [InlineData("[-4,0]")]
    [InlineData("[4,0]")]
    [InlineData("[0]")]
    [InlineData("[0,4,8]")]
    [InlineData("[0,9223372036854775808]")]
    public void Data_lies_within_the_file(string offsets)
    {
        var error = Refused($$$"""{"x":{"dtype":"F32","shape":[1],"data_offsets":{{{offsets}}}}}""", 4);

        Assert.Equal("'data_offsets' [begin, end] within the 4 bytes of data", error.Expected);
        Assert.Equal(offsets, error.Found);
    }

    [Theory]
    [InlineData("F32", "[2]", "8 bytes for F32 [2]")]
    [InlineData("F64", "[]", "8 bytes for F64 []")]
    [InlineData("F32", "[0, 2]", "0 bytes for F32 [0, 2]")]
    [InlineData(
        "F32",
        "[4294967296, 4294967296, 4294967296]",
        "far more bytes for F32 [4294967296, 4294967296, 4294967296]"
    )]
    [InlineData("U8", "[4611686018427387904, 4]", "far more bytes for U8 [4611686018427387904, 4]")]
    public void Data_is_as_long_as_type_and_shape_say(string dtype, string shape, string expected)
    {
        var error = Refused($$$"""{"x":{"dtype":"{{{dtype}}}","shape":{{{shape}}},"data_offsets":[0,4]}}""", 4);

        Assert.Equal(expected, error.Expected);
        Assert.Equal("4 bytes", error.Found);
    }

    [Theory]
    [InlineData("[0,4]", "[2,6]", "2, which overlaps the tensor before it")]
    [InlineData("[0,4]", "[0,4]", "0, which overlaps the tensor before it")]
    [InlineData("[0,4]", "[6,10]", "6, which leaves a hole")]
    public void Tensors_neither_overlap_nor_leave_holes(string first, string second, string found)
    {
        var error = Refused(
            $$$"""{"x":{"dtype":"F32","shape":[1],"data_offsets":{{{first}}}},"y":{"dtype":"F32","shape":[1],"data_offsets":{{{second}}}}}""",
            10
        );

        Assert.Equal("y", error.Tensor);
        Assert.Equal(found, error.Found);
    }

    [Fact]
    public void Bytes_after_the_last_tensor_are_refused()
    {
        var error = Refused("""{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 5);

        Assert.Equal("4 bytes of data after the header", error.Expected);
        Assert.Equal("5", error.Found);
    }

    [Fact]
    public void A_name_comes_once()
    {
        var error = Refused(
            """{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"x":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""",
            8
        );

        Assert.Equal("x", error.Tensor);
        Assert.Equal("the name twice", error.Found);
    }

    [Fact]
    public void Half_a_surrogate_pair_is_no_name() =>
        Assert.Equal(
            "names in valid Unicode",
            Refused("""{"\ud800":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 4).Expected
        );

    [Fact]
    public void Metadata_maps_names_to_strings() =>
        Assert.Equal("""{"n":1}""", Refused("""{"__metadata__":{"n":1}}""").Found);

    [Theory]
    [InlineData("""{"__metadata__":{"n":"1","n":"2"}}""", "'n' twice")]
    [InlineData("""{"__metadata__":{"n":"1"},"__metadata__":{"m":"2"}}""", "it twice")]
    [InlineData("""{"__metadata__":null}""", "null")]
    public void Metadata_are_said_once(string header, string found) => Assert.Equal(found, Refused(header).Found);

    [Theory]
    [InlineData(65)]
    [InlineData(70_000)]
    public void A_tensor_has_at_most_as_many_dimensions_as_torch_knows(int dimensions)
    {
        var shape = string.Join(',', Enumerable.Repeat("1", dimensions));

        var error = Refused($$$"""{"x":{"dtype":"F32","shape":[{{{shape}}}],"data_offsets":[0,4]}}""", 4);

        Assert.Equal(("x", "at most 64 dimensions", $"{dimensions}"), (error.Tensor, error.Expected, error.Found));
    }

    [Fact]
    public void An_empty_tensor_has_sizes_that_multiply_to_a_number_too() =>
        Assert.Equal(
            "sizes that multiply to a number",
            Refused(
                """{"x":{"dtype":"F32","shape":[0,4294967296,4294967296,4294967296],"data_offsets":[0,0]}}"""
            ).Expected
        );

    [Fact]
    public void Control_characters_of_a_name_are_shown()
    {
        using var folder = new TemporaryFolder();
        var path = RawSafetensors.Write(
            folder,
            RawSafetensors.Bytes("""{"\u001b[31mx":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}""", new byte[4])
        );

        var error = Assert.Throws<WeightsException>(() => new SafetensorsFile(path));

        Assert.Equal("\u001b[31mx", error.Tensor);
        Assert.Contains("tensor '\u241b[31mx'", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b", error.Message, StringComparison.Ordinal);
    }

    private static WeightsException Refused(string header, int dataBytes = 0) =>
        Refused(RawSafetensors.Bytes(header, new byte[dataBytes]));

    private static WeightsException Refused(byte[] file)
    {
        using var folder = new TemporaryFolder();
        var path = RawSafetensors.Write(folder, file);
        var error = Assert.Throws<WeightsException>(() => new SafetensorsFile(path));
        Assert.Equal(path, error.File);
        return error;
    }
}
