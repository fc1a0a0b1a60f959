#include "expressions/functions.h"

#include <algorithm>
#include <cmath>
#include <iterator>

#include "kernel/error.h"
#include "kernel/random.h"

namespace queueing {

namespace {

using Arguments = std::vector<Value>;

Random& chance(const Surroundings& surroundings) {
  if (!surroundings.random) throw Error("random numbers cannot be used here");
  return *surroundings.random;
}

/** The second quantity in the unit of the first, so that uniform(1ms, 2s) means what it says. */
double alike(const Quantity& first, const Value& second) {
  return convert(second.quantity().number, second.quantity().unit, first.unit);
}

double positive(double mean, const char* distribution) {
  if (mean >= 0) return mean;
  throw Error(formatted("%s(): %g must not be negative", distribution, mean));
}

Value exponential(const Surroundings& surroundings, const Arguments& arguments) {
  const Quantity& mean = arguments[0].quantity();
  return {chance(surroundings).exponential(positive(mean.number, "exponential")), mean.unit};
}

Value uniform(const Surroundings& surroundings, const Arguments& arguments) {
  const Quantity& low = arguments[0].quantity();
  return {chance(surroundings).uniform(low.number, alike(low, arguments[1])), low.unit};
}

Value intuniform(const Surroundings& surroundings, const Arguments& arguments) {
  const auto low = std::llround(arguments[0].number());
  return static_cast<double>(chance(surroundings).integer(low, std::llround(arguments[1].number())));
}

Value normal(const Surroundings& surroundings, const Arguments& arguments) {
  const Quantity& mean = arguments[0].quantity();
  return {chance(surroundings).normal(mean.number, alike(mean, arguments[1])), mean.unit};
}

Value truncnormal(const Surroundings& surroundings, const Arguments& arguments) {
  const Quantity& mean = arguments[0].quantity();
  const double deviation = alike(mean, arguments[1]);
  if (!(mean.number >= 0)) throw Error("truncnormal(): the mean must not be negative");
  for (;;) {
    const double number = chance(surroundings).normal(mean.number, deviation);
    if (number >= 0) return {number, mean.unit};
  }
}

Value erlang(const Surroundings& surroundings, const Arguments& arguments) {
  const auto stages = std::llround(arguments[0].number());
  const Quantity& mean = arguments[1].quantity();
  if (stages < 1) throw Error("erlang_k(): at least one stage is needed");
  double sum = 0;
  for (long long stage = 0; stage < stages; ++stage) {
    sum += chance(surroundings).exponential(positive(mean.number, "erlang_k") / static_cast<double>(stages));
  }
  return {sum, mean.unit};
}

/** hyperexponential(p, a, b): exponential with mean a with probability p, with mean b otherwise. */
Value hyperexponential(const Surroundings& surroundings, const Arguments& arguments) {
  const Quantity& first = arguments[1].quantity();
  const bool takesFirst = chance(surroundings).unit() < arguments[0].number();
  const double mean = takesFirst ? first.number : alike(first, arguments[2]);
  return {chance(surroundings).exponential(positive(mean, "hyperexponential")), first.unit};
}

Value gammaDistributed(const Surroundings& surroundings, const Arguments& arguments) {
  const Quantity& theta = arguments[1].quantity();
  return {chance(surroundings).gamma(arguments[0].number(), theta.number), theta.unit};
}

Value weibull(const Surroundings& surroundings, const Arguments& arguments) {
  const Quantity& scale = arguments[0].quantity();
  return {chance(surroundings).weibull(scale.number, arguments[1].number()), scale.unit};
}

Value pareto(const Surroundings& surroundings, const Arguments& arguments) {
  const Quantity& minimum = arguments[1].quantity();
  return {chance(surroundings).pareto(arguments[0].number(), minimum.number), minimum.unit};
}

Value bernoulli(const Surroundings& surroundings, const Arguments& arguments) {
  return chance(surroundings).unit() < arguments[0].number() ? 1.0 : 0.0;
}

Value poisson(const Surroundings& surroundings, const Arguments& arguments) {
  return static_cast<double>(chance(surroundings).poisson(arguments[0].number()));
}

Value simTime(const Surroundings& surroundings, const Arguments&) {
  return {surroundings.now.seconds(), findUnit("s")};
}

template <double (*Calculate)(double)>
Value mathematical(const Surroundings&, const Arguments& arguments) {
  return Calculate(arguments[0].number());
}

/** For functions whose result is of the same kind as their argument. */
template <double (*Calculate)(double)>
Value measured(const Surroundings&, const Arguments& arguments) {
  const Quantity& value = arguments[0].quantity();
  return {Calculate(value.number), value.unit};
}

Value power(const Surroundings&, const Arguments& arguments) {
  return std::pow(arguments[0].number(), arguments[1].number());
}

Value modulo(const Surroundings&, const Arguments& arguments) {
  const Quantity& value = arguments[0].quantity();
  return {std::fmod(value.number, alike(value, arguments[1])), value.unit};
}

template <bool Largest>
Value extreme(const Surroundings&, const Arguments& arguments) {
  const Quantity& first = arguments[0].quantity();
  double found = first.number;
  for (const Value& argument : arguments) {
    found = Largest ? std::max(found, alike(first, argument)) : std::min(found, alike(first, argument));
  }
  return {found, first.unit};
}

Value conditional(const Surroundings&, const Arguments& arguments) {
  return arguments[0].truth() ? arguments[1] : arguments[2];
}

constexpr std::size_t kMany = 16;

constexpr Function kFunctions[] = {
    {"exponential", 1, 1, exponential},
    {"uniform", 2, 2, uniform},
    {"intuniform", 2, 2, intuniform},
    {"normal", 2, 2, normal},
    {"truncnormal", 2, 2, truncnormal},
    {"erlang_k", 2, 2, erlang},
    {"erlang", 2, 2, erlang},
    {"hyperexponential", 3, 3, hyperexponential},
    {"gamma_d", 2, 2, gammaDistributed},
    {"weibull", 2, 2, weibull},
    {"pareto", 2, 2, pareto},
    {"bernoulli", 1, 1, bernoulli},
    {"poisson", 1, 1, poisson},
    {"simTime", 0, 0, simTime},
    {"sqrt", 1, 1, mathematical<std::sqrt>},
    {"exp", 1, 1, mathematical<std::exp>},
    {"log", 1, 1, mathematical<std::log>},
    {"log10", 1, 1, mathematical<std::log10>},
    {"sin", 1, 1, mathematical<std::sin>},
    {"cos", 1, 1, mathematical<std::cos>},
    {"tan", 1, 1, mathematical<std::tan>},
    {"fabs", 1, 1, measured<std::fabs>},
    {"floor", 1, 1, measured<std::floor>},
    {"ceil", 1, 1, measured<std::ceil>},
    {"round", 1, 1, measured<std::round>},
    {"pow", 2, 2, power},
    {"fmod", 2, 2, modulo},
    {"min", 1, kMany, extreme<false>},
    {"max", 1, kMany, extreme<true>},
    {"select", 3, 3, conditional},
};

}  // namespace

const Function* findFunction(std::string_view name) {
  const auto* found = std::find_if(std::begin(kFunctions), std::end(kFunctions),
                                   [name](const Function& function) { return function.name == name; });
  return found == std::end(kFunctions) ? nullptr : found;
}

}  // namespace queueing
