using static TorchSharp.torch;

namespace Circuitry.Tests;

public sealed class TorchRuntimeTests
{
    [Fact]
    public void Starting_twice_does_nothing_the_second_time()
    {
        TorchRuntime.Start();
        TorchRuntime.Start();
        using var one = ones(1);
        Assert.Equal(1f, one.item<float>());
    }

    [Fact]
    public void The_description_names_both_versions_and_the_threads()
    {
        var line = TorchRuntime.Describe();
        Assert.Matches(@"^TorchSharp 0\.\d+\.\d+, libtorch \d+\.\d+[.\d]*, \d+ threads?, .+$", line);
        Assert.DoesNotContain('\n', line);
    }

    [Fact]
    public void The_allocator_settings_are_taken_where_the_C_library_is_glibc()
    {
        var glibc = OperatingSystem.IsLinux() && File.ReadAllText("/proc/self/maps").Contains("libc.so.6");
        Assert.Equal(glibc, GlibcAllocator.KeepPages());
    }

    [Fact]
    public void The_processor_is_always_a_device() =>
        Assert.Equal(TorchSharp.DeviceType.CPU, TorchRuntime.ParseDevice("cpu").type);

    [Theory]
    [InlineData("")]
    [InlineData("gpu")]
    [InlineData("cpu:0")]
    [InlineData("CUDA")]
    [InlineData("cuda:")]
    [InlineData("cuda:-1")]
    [InlineData("cuda:x")]
    [InlineData("cuda:0:0")]
    public void An_unknown_device_is_refused_by_name(string name)
    {
        var refusal = Assert.Throws<DeviceException>(() => TorchRuntime.ParseDevice(name));
        Assert.Equal(name, refusal.Device);
        Assert.Contains("known are cpu", refusal.Message);
    }

    [Fact]
    public void A_device_that_is_not_there_is_refused_with_the_reason()
    {
        TorchRuntime.Start();
        var absent = cuda.is_available() ? "cuda:99" : "cuda";
        var refusal = Assert.Throws<DeviceException>(() => TorchRuntime.ParseDevice(absent));
        Assert.Contains(
            cuda.is_available() ? "numbered from 0" : "torch.cuda.is_available() is false",
            refusal.Message
        );
    }
}
