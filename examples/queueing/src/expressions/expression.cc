#include "expressions/expression.h"

#include <cctype>
#include <cmath>
#include <cstdlib>
#include <vector>

#include "expressions/functions.h"
#include "expressions/pattern.h"
#include "kernel/error.h"

namespace queueing {

namespace {

using Node = std::shared_ptr<const ExpressionNode>;

class Constant : public ExpressionNode {
 public:
  explicit Constant(Value value) : value_(std::move(value)) {}
  Value evaluate(const Surroundings&) const override { return value_; }
  std::string toText() const override { return value_.toText(); }

 private:
  Value value_;
};

class Call : public ExpressionNode {
 public:
  Call(const Function& function, std::vector<Node> arguments) : function_(function), arguments_(std::move(arguments)) {}

  Value evaluate(const Surroundings& surroundings) const override {
    std::vector<Value> values;
    values.reserve(arguments_.size());
    for (const Node& argument : arguments_) values.push_back(argument->evaluate(surroundings));
    return function_.call(surroundings, values);
  }

  std::string toText() const override {
    std::string text(function_.name);
    text += '(';
    for (std::size_t i = 0; i < arguments_.size(); ++i) text += (i ? ", " : "") + arguments_[i]->toText();
    return text + ')';
  }

 private:
  const Function& function_;
  std::vector<Node> arguments_;
};

class Unary : public ExpressionNode {
 public:
  Unary(char sign, Node operand) : sign_(sign), operand_(std::move(operand)) {}

  Value evaluate(const Surroundings& surroundings) const override {
    const Value value = operand_->evaluate(surroundings);
    if (sign_ == '!') return !value.truth();
    return {-value.quantity().number, value.quantity().unit};
  }

  std::string toText() const override { return sign_ + operand_->toText(); }

 private:
  char sign_;
  Node operand_;
};

enum class Operator {
  kOr,
  kXor,
  kAnd,
  kEqual,
  kUnequal,
  kLess,
  kLessOrEqual,
  kGreater,
  kGreaterOrEqual,
  kMatch,
  kAdd,
  kSubtract,
  kMultiply,
  kDivide,
  kModulo,
  kPower
};

struct OperatorSpelling {
  std::string_view spelling;
  int precedence;
  Operator meaning;
};

// Longer spellings first, so that `<=` is not read as `<`.
constexpr OperatorSpelling kOperators[] = {
    {"||", 1, Operator::kOr},          {"##", 2, Operator::kXor},
    {"&&", 3, Operator::kAnd},         {"==", 4, Operator::kEqual},
    {"!=", 4, Operator::kUnequal},     {"=~", 4, Operator::kMatch},
    {"<=", 5, Operator::kLessOrEqual}, {">=", 5, Operator::kGreaterOrEqual},
    {"<", 5, Operator::kLess},         {">", 5, Operator::kGreater},
    {"+", 6, Operator::kAdd},          {"-", 6, Operator::kSubtract},
    {"*", 7, Operator::kMultiply},     {"/", 7, Operator::kDivide},
    {"%", 7, Operator::kModulo},       {"^", 9, Operator::kPower},
};
constexpr int kLowestPrecedence = 1;

/** The right operand converted into the left one's unit. */
double aligned(const Quantity& left, const Quantity& right) { return convert(right.number, right.unit, left.unit); }

Value multiplied(const Quantity& left, const Quantity& right) {
  if (left.unit && right.unit) throw Error("Cannot multiply two quantities that both have a unit");
  return {left.number * right.number, left.unit ? left.unit : right.unit};
}

Value divided(const Quantity& left, const Quantity& right) {
  if (!right.unit) return {left.number / right.number, left.unit};
  return left.number / aligned(left, right);
}

Value calculated(Operator meaning, const Quantity& left, const Quantity& right) {
  switch (meaning) {
    case Operator::kAdd: return {left.number + aligned(left, right), left.unit};
    case Operator::kSubtract: return {left.number - aligned(left, right), left.unit};
    case Operator::kMultiply: return multiplied(left, right);
    case Operator::kDivide: return divided(left, right);
    case Operator::kModulo: return {std::fmod(left.number, aligned(left, right)), left.unit};
    default: return std::pow(Value(left).number(), Value(right).number());
  }
}

/** Negative, zero or positive as left is below, equal to or above right. */
double compared(const Value& left, const Value& right) {
  if (left.isText() || right.isText()) return left.text().compare(right.text());
  if (left.isTruth() || right.isTruth()) return left.truth() - right.truth();
  return left.quantity().number - aligned(left.quantity(), right.quantity());
}

Value evaluated(Operator meaning, const Value& left, const Value& right) {
  switch (meaning) {
    case Operator::kXor: return left.truth() != right.truth();
    case Operator::kEqual: return compared(left, right) == 0;
    case Operator::kUnequal: return compared(left, right) != 0;
    case Operator::kLess: return compared(left, right) < 0;
    case Operator::kLessOrEqual: return compared(left, right) <= 0;
    case Operator::kGreater: return compared(left, right) > 0;
    case Operator::kGreaterOrEqual: return compared(left, right) >= 0;
    case Operator::kMatch: return Pattern(right.text(), Pattern::Dots::kOrdinary).matches(left.text());
    case Operator::kAdd:
      if (left.isText()) return left.text() + right.text();
      [[fallthrough]];
    default: return calculated(meaning, left.quantity(), right.quantity());
  }
}

class Binary : public ExpressionNode {
 public:
  Binary(const OperatorSpelling& spelling, Node left, Node right)
      : spelling_(spelling), left_(std::move(left)), right_(std::move(right)) {}

  Value evaluate(const Surroundings& surroundings) const override {
    const Value left = left_->evaluate(surroundings);
    if (spelling_.meaning == Operator::kOr) return left.truth() || right_->evaluate(surroundings).truth();
    if (spelling_.meaning == Operator::kAnd) return left.truth() && right_->evaluate(surroundings).truth();
    return evaluated(spelling_.meaning, left, right_->evaluate(surroundings));
  }

  std::string toText() const override {
    const bool isTight = spelling_.precedence >= 7;
    const std::string gap = isTight ? "" : " ";
    return left_->toText() + gap + std::string(spelling_.spelling) + gap + right_->toText();
  }

 private:
  const OperatorSpelling& spelling_;
  Node left_;
  Node right_;
};

class Grouping : public ExpressionNode {
 public:
  explicit Grouping(Node inner) : inner_(std::move(inner)) {}
  Value evaluate(const Surroundings& surroundings) const override { return inner_->evaluate(surroundings); }
  std::string toText() const override { return '(' + inner_->toText() + ')'; }

 private:
  Node inner_;
};

class Choice : public ExpressionNode {
 public:
  Choice(Node condition, Node then, Node otherwise)
      : condition_(std::move(condition)), then_(std::move(then)), otherwise_(std::move(otherwise)) {}
  Value evaluate(const Surroundings& surroundings) const override {
    return (condition_->evaluate(surroundings).truth() ? then_ : otherwise_)->evaluate(surroundings);
  }
  std::string toText() const override {
    return condition_->toText() + " ? " + then_->toText() + " : " + otherwise_->toText();
  }

 private:
  Node condition_;
  Node then_;
  Node otherwise_;
};

bool isNameStart(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0 || c == '_'; }
bool isNamePart(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }
bool isDigit(char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; }

/** Recursive descent over the text, operators by precedence climbing. */
class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) {}

  Node parse() {
    Node whole = choice();
    skipBlanks();
    if (at_ != text_.size()) fail("unexpected '" + std::string(1, text_[at_]) + "'");
    return whole;
  }

 private:
  /** Deeper than any sane expression, shallower than the stack. */
  static constexpr int kDeepest = 200;

  [[noreturn]] void fail(const std::string& what) const {
    throw Error("Syntax error in expression '" + std::string(text_) + "': " + what);
  }

  void skipBlanks() {
    while (at_ < text_.size() && std::isspace(static_cast<unsigned char>(text_[at_]))) ++at_;
  }

  bool take(std::string_view token) {
    skipBlanks();
    if (text_.substr(at_, token.size()) != token) return false;
    at_ += token.size();
    return true;
  }

  void expect(std::string_view token) {
    if (!take(token)) fail("expected '" + std::string(token) + "'");
  }

  Node choice() {
    if (++depth_ > kDeepest) fail("nested too deeply");
    Node condition = operation(kLowestPrecedence);
    if (take("?")) {
      Node then = choice();
      expect(":");
      condition = std::make_shared<Choice>(condition, then, choice());
    }
    --depth_;
    return condition;
  }

  const OperatorSpelling* nextOperator() {
    skipBlanks();
    for (const OperatorSpelling& candidate : kOperators) {
      if (text_.substr(at_, candidate.spelling.size()) == candidate.spelling) return &candidate;
    }
    return nullptr;
  }

  Node operation(int lowest) {
    Node left = unary();
    for (const OperatorSpelling* next = nextOperator(); next && next->precedence >= lowest; next = nextOperator()) {
      at_ += next->spelling.size();
      const bool groupsRight = next->meaning == Operator::kPower;
      left = std::make_shared<Binary>(*next, left, operation(next->precedence + (groupsRight ? 0 : 1)));
    }
    return left;
  }

  Node unary() {
    if (++depth_ > kDeepest) fail("nested too deeply");
    skipBlanks();
    Node node;
    const char c = at_ < text_.size() ? text_[at_] : '\0';
    if (c == '-' || c == '!') {
      ++at_;
      node = std::make_shared<Unary>(c, unary());
    } else {
      node = primary(c);
    }
    --depth_;
    return node;
  }

  Node primary(char c) {
    if (c == '\0') fail("unexpected end");
    if (c == '(') {
      ++at_;
      Node inner = choice();
      expect(")");
      return std::make_shared<Grouping>(inner);
    }
    if (c == '"') return std::make_shared<Constant>(Value(string()));
    if (isDigit(c) || (c == '.' && at_ + 1 < text_.size() && isDigit(text_[at_ + 1]))) return quantity();
    if (isNameStart(c)) return named();
    if (c == '$') fail("unknown variable");
    fail("unexpected '" + std::string(1, c) + "'");
  }

  std::string string() {
    std::string result;
    for (++at_; at_ < text_.size() && text_[at_] != '"'; ++at_) {
      if (text_[at_] == '\\' && at_ + 1 < text_.size()) ++at_;
      result += text_[at_];
    }
    if (at_ == text_.size()) fail("unterminated string");
    ++at_;
    return result;
  }

  std::string_view name() {
    const std::size_t start = at_;
    while (at_ < text_.size() && isNamePart(text_[at_])) ++at_;
    return text_.substr(start, at_ - start);
  }

  double number() {
    const std::string rest(text_.substr(at_, 64));
    char* end = nullptr;
    const double number = std::strtod(rest.c_str(), &end);
    at_ += static_cast<std::size_t>(end - rest.c_str());
    return number;
  }

  /** `1.5s`, `952b`, and sums without a sign such as `1min30s`. */
  Node quantity() {
    Quantity sum{number(), nullptr};
    if (at_ == text_.size() || !isNameStart(text_[at_])) return std::make_shared<Constant>(Value(sum));
    sum.unit = unit();
    while (at_ < text_.size() && isDigit(text_[at_])) {
      const double more = number();
      sum.number += convert(more, unit(), sum.unit);
    }
    return std::make_shared<Constant>(Value(sum));
  }

  const Unit* unit() {
    const std::size_t start = at_;
    while (at_ < text_.size() && std::isalpha(static_cast<unsigned char>(text_[at_]))) ++at_;
    const std::string_view spelling = text_.substr(start, at_ - start);
    const Unit* found = findUnit(spelling);
    if (!found) fail("unknown unit '" + std::string(spelling) + "'");
    return found;
  }

  Node named() {
    const std::string word(name());
    if (take("(")) return call(word);
    if (word == "true" || word == "false") return std::make_shared<Constant>(Value(word == "true"));
    if (word == "inf") return std::make_shared<Constant>(Value(HUGE_VAL));
    if (word == "nan") return std::make_shared<Constant>(Value(std::nan("")));
    fail("unknown name '" + word + "'");
  }

  Node call(const std::string& word) {
    const Function* function = findFunction(word);
    if (!function) fail("unknown function '" + word + "()'");
    std::vector<Node> arguments;
    if (!take(")")) {
      do arguments.push_back(choice());
      while (take(","));
      expect(")");
    }
    if (arguments.size() < function->fewestArguments || arguments.size() > function->mostArguments) {
      fail("wrong number of arguments for " + word + "()");
    }
    return std::make_shared<Call>(*function, std::move(arguments));
  }

  std::string_view text_;
  std::size_t at_ = 0;
  int depth_ = 0;
};

}  // namespace

Expression::Expression(std::string_view text) : root_(Parser(text).parse()) {}

}  // namespace queueing
