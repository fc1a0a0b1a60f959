#include "cmdenv/launch.h"

int main(int argumentCount, char** arguments) { return queueing::launch(argumentCount, arguments); }
