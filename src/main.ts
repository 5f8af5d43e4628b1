process.stdout.write('supportmail\n');
